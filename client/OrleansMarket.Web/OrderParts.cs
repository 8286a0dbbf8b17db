using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>The parts of an order's state.</summary>
/// <param name="Primary">Where it stands.</param>
/// <param name="Escrow">Where its money is.</param>
/// <param name="Frozen">Whether nobody can act on it.</param>
/// <param name="Cancellation">What became of the latest request to cancel.</param>
/// <param name="Dispute">Where the latest dispute stands.</param>
/// <param name="ChargeBack">How far the claim of the buyer's bank is.</param>
internal sealed record RegionsBody(
    Order.Status Primary, Order.EscrowStatus Escrow, bool Frozen, Order.CancellationStatus? Cancellation = null,
    Dispute.Status? Dispute = null, Order.ChargeBackStage? ChargeBack = null)
{
    /// <summary>As the API has it.</summary>
    public static RegionsBody From(OrderView view) => new(
        view.Status, view.Escrow, view.Freeze is not null, view.Cancellation?.Status, view.Dispute?.Status,
        view.ChargeBack == Order.ChargeBackStage.None ? null : view.ChargeBack);

    /// <summary>All of them in one word, as lists and pages show it: the one that is most in the way.</summary>
    public string Display() =>
        Frozen ? "frozen"
        : Dispute is >= Domain.Dispute.Status.AwaitingSeller and <= Domain.Dispute.Status.ReturnInTransit ? "dispute"
        : Cancellation == Order.CancellationStatus.Requested ? "awaiting_cancellation"
        : Words.Of(Primary);
}

/// <summary>A parcel.</summary>
/// <param name="Carrier">Who carries it.</param>
/// <param name="Tracking">Its tracking number.</param>
/// <param name="ShippedAt">When it was shipped.</param>
/// <param name="DeliveredAt">When the carrier delivered it.</param>
/// <param name="Lines">What is in it.</param>
internal sealed record ShipmentBody(
    string Carrier, string Tracking, DateTimeOffset ShippedAt, DateTimeOffset? DeliveredAt,
    IReadOnlyList<UnitsBody> Lines)
{
    /// <summary>As the API has it.</summary>
    public static ShipmentBody From(ShipmentView view) => new(
        view.Carrier, view.Tracking, view.At, view.DeliveredAt, [.. view.Units.Select(UnitsBody.From)]);
}

/// <summary>A request to cancel.</summary>
/// <param name="Number">1 for the first one.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Lines">What of the order; absent for all of it.</param>
/// <param name="AskedAt">When the buyer asked.</param>
/// <param name="RespondBy">When silence agrees.</param>
/// <param name="RejectedBecause">Why the seller did not agree.</param>
internal sealed record CancellationBody(
    int Number, Order.CancellationStatus Status, Order.CancelReason Reason, IReadOnlyList<UnitsBody>? Lines,
    DateTimeOffset AskedAt, DateTimeOffset RespondBy, Order.RejectReason? RejectedBecause)
{
    /// <summary>As the API has it.</summary>
    public static CancellationBody From(CancellationView view) => new(
        view.Number, view.Status, view.Reason, view.Units is { } units ? [.. units.Select(UnitsBody.From)] : null,
        view.AskedAt, view.RespondBy, view.RejectedBecause);
}

/// <summary>An order's latest dispute, in short.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reason">What the buyer complains about.</param>
internal sealed record DisputeSummaryBody(string Id, Dispute.Status Status, Dispute.Reason Reason);

/// <summary>A freeze.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Since">Since when timers stand still.</param>
/// <param name="ReviewBy">When operators have to have looked at it.</param>
/// <param name="LimitBy">When it ends by itself.</param>
internal sealed record FreezeBody(
    Order.FreezeReason Reason, DateTimeOffset Since, DateTimeOffset ReviewBy, DateTimeOffset LimitBy);

/// <summary>Money of an order that goes back to its buyer.</summary>
/// <param name="Id">The refund's id.</param>
/// <param name="Amount">How much.</param>
/// <param name="Reason">Why.</param>
/// <param name="PaidBy">The seller, or the platform.</param>
internal sealed record OrderRefundBody(string Id, MoneyBody Amount, string Reason, Dispute.Party PaidBy)
{
    /// <summary>As the API has it.</summary>
    public static OrderRefundBody From(OrderRefundView view) =>
        new(view.Id, MoneyBody.From(view.Amount), Words.Of(view.Because), PaidByOf(view));

    /// <summary>Who pays.</summary>
    public static Dispute.Party PaidByOf(OrderRefundView view) =>
        view.ByPlatform ? Dispute.Party.Platform : Dispute.Party.Seller;
}

/// <summary>Days more.</summary>
/// <param name="Of">For what.</param>
/// <param name="Days">How many.</param>
/// <param name="IsGranted">Whether they were granted; otherwise they were only asked for.</param>
internal sealed record ExtensionBody(ExtensionOf Of, int Days, bool IsGranted)
{
    /// <summary>As the API has it.</summary>
    public static ExtensionBody From(ExtensionView view) =>
        new(view.OfShipping ? ExtensionOf.Shipping : ExtensionOf.Protection, view.Days, view.IsGranted);
}

/// <summary>What both sides say of each other.</summary>
/// <param name="Own">What the caller said.</param>
/// <param name="Other">What the other side said, once the caller has spoken too or the time is over.</param>
/// <param name="ByBuyer">For operators, what the buyer said.</param>
/// <param name="BySeller">For operators, what the seller said.</param>
/// <param name="Until">Until when either side can say something; absent while it cannot.</param>
internal sealed record FeedbackBody(
    RatingBody? Own, RatingBody? Other, RatingBody? ByBuyer, RatingBody? BySeller, DateTimeOffset? Until)
{
    /// <summary>As the API has it; null when nothing was said and nothing can be.</summary>
    public static FeedbackBody? From(OrderView view, Role role)
    {
        var (buyer, seller) = (RatingBody.From(view.BuyerFeedback), RatingBody.From(view.SellerFeedback));
        if (buyer is null && seller is null && view.FeedbackUntil is null) return null;
        return role switch
        {
            Role.Buyer => new(buyer, seller, null, null, view.FeedbackUntil),
            Role.Seller => new(seller, buyer, null, null, view.FeedbackUntil),
            _ => new(null, null, buyer, seller, view.FeedbackUntil),
        };
    }
}

/// <summary>What one side says of the other; 1 to 5 each.</summary>
/// <param name="Communication">How they got on.</param>
/// <param name="Described">Whether the goods are as described.</param>
/// <param name="Shipping">How they were shipped.</param>
/// <param name="Text">In own words.</param>
/// <param name="At">When.</param>
internal sealed record RatingBody(int? Communication, int? Described, int? Shipping, string? Text, DateTimeOffset At)
{
    /// <summary>As the API has it.</summary>
    public static RatingBody? From(FeedbackView? view) => view is null
        ? null
        : new(view.Ratings.Communication, view.Ratings.Described, view.Ratings.Shipping, view.Text, view.At);
}

/// <summary>What silence will mean, and when.</summary>
/// <param name="Kind">A stable word.</param>
/// <param name="At">When.</param>
/// <param name="WhatHappens">In plain words.</param>
internal sealed record DeadlineBody(string Kind, DateTimeOffset At, string WhatHappens)
{
    /// <summary>As the API has it.</summary>
    public static DeadlineBody? From(NextDeadline? next) =>
        next is null ? null : new(Words.Of(next.Kind), next.At, next.WhatHappens);
}

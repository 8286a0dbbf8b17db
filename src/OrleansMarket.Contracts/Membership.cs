using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>Somebody's membership.</summary>
[Alias("member")]
public interface IMemberGrain : IGrainWithStringKey
{
    /// <summary>
    /// He wants to leave (DOMAIN.md §1.7): answers when it is known whether he can. When something is open, the
    /// membership is what it was, and the answer names it.
    /// </summary>
    [Alias("deactivate"), ResponseTimeout("00:02:00")]
    Task<MemberAnswer> Deactivate(Member.Reason because);

    /// <summary>He stays after all.</summary>
    [Alias("undo"), ResponseTimeout("00:02:00")]
    Task<MemberAnswer> Undo();

    /// <summary>Where it stands.</summary>
    [Alias("view")]
    Task<MemberView> View();
}

/// <summary>A membership.</summary>
/// <param name="Member">Whose.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Because">Why he leaves; null when he does not.</param>
/// <param name="EraseAt">When what is personal is erased, or was; null when he stays.</param>
/// <param name="Blockers">What was in the way when he last wanted to leave.</param>
[GenerateSerializer, Immutable, Alias("member-view")]
public sealed record MemberView(
    string Member, Member.Status Status, Member.Reason? Because, DateTimeOffset? EraseAt, BlockerView[] Blockers);

/// <summary>What a membership has become, or why not.</summary>
[GenerateSerializer, Immutable, Alias("member-answer")]
public sealed record MemberAnswer(MemberView Now, Rejection? Why);

/// <summary>Something that is still open.</summary>
[GenerateSerializer, Immutable, Alias("blocker-view")]
public sealed record BlockerView(Member.BlockerKind Kind, string Subject);

/// <summary>
/// What is unfinished in the whole market, folded from the journal when somebody asks; nobody waits for it otherwise.
/// </summary>
[Alias("open-orders")]
public interface IOpenOrdersGrain : IGrainWithIntegerKey
{
    /// <summary>Everything unfinished that a member is part of, up to the newest entry.</summary>
    [Alias("of"), ResponseTimeout("00:10:00")]
    Task<Obligation[]> Of(string member);

    /// <summary>Reports that no operator has decided, in the order of their ids.</summary>
    [Alias("reports"), ResponseTimeout("00:10:00")]
    Task<string[]> Reports(string? after, int limit);
}

/// <summary>Something that is not finished.</summary>
/// <param name="Id">The order, refund or payment.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Buyer">Whose it is.</param>
/// <param name="Seller">Who sells; null where that is not known.</param>
[GenerateSerializer, Immutable, Alias("obligation")]
public sealed record Obligation(string Id, ObligationKind Kind, string Buyer, string? Seller);

/// <summary>Kinds of what is not finished.</summary>
public enum ObligationKind
{
    /// <summary>An order that is not paid.</summary>
    UnpaidOrder,

    /// <summary>An order that is paid and has not ended.</summary>
    PaidOrder,

    /// <summary>An order that is closed, and its money is not back yet.</summary>
    ClosingOrder,

    /// <summary>Money on its way back to a buyer.</summary>
    Refund,

    /// <summary>A payment of which it is not known how it ends.</summary>
    Payment,
}

/// <summary>
/// Whether a seller may take orders. Hot: asked by every checkout, answered from memory; calls overlap.
/// </summary>
[Alias("seller-standing")]
public interface ISellerStandingGrain : IGrainWithStringKey
{
    /// <summary>Whether the seller takes new orders, and if not, why.</summary>
    [Alias("takes-orders")]
    Task<Outcome> TakesOrders();

    /// <summary>
    /// A buyer reports the seller (DOMAIN.md §1.6); the report's id makes it unique. What the same buyer has reported
    /// before is answered with that report.
    /// </summary>
    [Alias("file")]
    Task<Answer<ReportView>> File(ReportPlan report);

    /// <summary>A report is true; fraud freezes the seller's money too.</summary>
    [Alias("confirm")]
    Task<Answer<ReportView>> Confirm(string report, bool isFraud);

    /// <summary>A report is not true, or does not matter.</summary>
    [Alias("dismiss")]
    Task<Answer<ReportView>> Dismiss(string report);

    /// <summary>The seller may take orders again.</summary>
    [Alias("reopen")]
    Task<Outcome> Reopen();

    /// <summary>An order came to nothing because of the seller; told by the order, once for ever.</summary>
    [Alias("strike")]
    Task<Outcome> Strike(string order, Order.CloseReason because);

    /// <summary>The seller is about to leave the market.</summary>
    [Alias("close-store")]
    Task<Outcome> CloseStore();

    /// <summary>The seller stays after all.</summary>
    [Alias("open-store")]
    Task<Outcome> OpenStore();

    /// <summary>How he stands.</summary>
    [Alias("view")]
    Task<StandingView> View();

    /// <summary>A report; null when there is none.</summary>
    [Alias("report")]
    Task<ReportView?> Report(string report);
}

/// <summary>A seller's standing.</summary>
/// <param name="Seller">Whose.</param>
/// <param name="Refusal">Why he takes no new orders; null when he does.</param>
/// <param name="Frozen">Why he is frozen; null when he is not.</param>
/// <param name="FrozenAt">Since when.</param>
/// <param name="Strikes">The orders that came to nothing because of him, oldest first.</param>
/// <param name="ConfirmedReports">How many reports about him are true.</param>
[GenerateSerializer, Immutable, Alias("standing-view")]
public sealed record StandingView(
    string Seller, Rejection? Refusal, SellerStanding.FreezeReason? Frozen, DateTimeOffset? FrozenAt,
    StrikeView[] Strikes, int ConfirmedReports);

/// <summary>An order that came to nothing because of its seller.</summary>
[GenerateSerializer, Immutable, Alias("strike-view")]
public sealed record StrikeView(string Order, Order.CloseReason Because, DateTimeOffset At);

/// <summary>What a buyer reports.</summary>
[GenerateSerializer, Immutable, Alias("report-plan")]
public sealed record ReportPlan(
    string Id, string Reporter, SellerStanding.Category Category, string? Order, string Text, string[] Evidence);

/// <summary>A report about a seller.</summary>
[GenerateSerializer, Immutable, Alias("report-view")]
public sealed record ReportView(
    string Id, string Seller, string Reporter, SellerStanding.Category Category, string? Order, string Text,
    string[] Evidence, DateTimeOffset At, SellerStanding.Verdict Verdict);

using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>Somebody leaves.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Confirm">True: what will be lost is known.</param>
internal sealed record DeactivationRequest(Member.Reason Reason, bool Confirm = false) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        if (!Confirm)
        {
            errors.Add("confirm", "confirmation_needed",
                $"Leaving has consequences. {string.Join(' ', Losses.All)} If that is what you want, send "
                + "\"confirm\": true.");
        }
    }
}

/// <summary>What a member loses who leaves.</summary>
internal static class Losses
{
    /// <summary>In whole sentences.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "Unpaid orders are cancelled at once.",
        "What is in the cart, and coupons and coins that were not used, are lost.",
        "Addresses are erased from all orders for ever; what was paid and refunded stays in the books.",
        "Nobody, not even you, can have this name again.",
    ];
}

/// <summary>Who is signed in, and where his membership stands.</summary>
/// <param name="Member">Who.</param>
/// <param name="Role">As what.</param>
/// <param name="ExpiresAt">When the token ends, in real time.</param>
/// <param name="Status">Where the membership stands.</param>
/// <param name="Reason">Why he leaves.</param>
/// <param name="ErasedAt">When what is personal is erased for ever, or was; until then he may change his mind.</param>
/// <param name="WillBeLost">What is lost then.</param>
internal sealed record MeResponse(
    string Member, Role Role, DateTimeOffset? ExpiresAt, Member.Status Status = Domain.Member.Status.Active,
    Member.Reason? Reason = null, DateTimeOffset? ErasedAt = null, IReadOnlyList<string>? WillBeLost = null)
{
    /// <summary>As the API has it.</summary>
    public static MeResponse From(MemberView view, Caller caller, DateTimeOffset? expiresAt)
    {
        var leaves = view.EraseAt is not null;
        return new(caller.Member, caller.Role, expiresAt, view.Status, leaves ? view.Because : null, view.EraseAt,
            leaves && view.Status != Domain.Member.Status.Erased ? Losses.All : null);
    }
}

/// <summary>Something that keeps a member from leaving.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">Its id.</param>
/// <param name="Link">Where to look at it.</param>
internal sealed record BlockerBody(Member.BlockerKind Kind, string Subject, string Link)
{
    /// <summary>As the API has it.</summary>
    public static BlockerBody From(BlockerView blocker) => new(blocker.Kind, blocker.Subject, blocker.Kind switch
    {
        Member.BlockerKind.Refund => $"/v1/refunds/{blocker.Subject}",
        Member.BlockerKind.Payment => $"/v1/payments/{blocker.Subject}",
        Member.BlockerKind.Payable or Member.BlockerKind.NegativeBalance => $"/v1/sellers/{blocker.Subject}/account",
        _ => $"/v1/orders/{blocker.Subject}",
    });
}

/// <summary>A report about a seller.</summary>
/// <param name="Category">What for.</param>
/// <param name="Text">In your own words, at most 2 000 characters.</param>
/// <param name="Order">Your order that it is about; absent for none.</param>
/// <param name="Evidence">Links to what shows it, at most 10.</param>
internal sealed record ReportRequest(
    SellerStanding.Category Category, string Text, string? Order = null, IReadOnlyList<string>? Evidence = null)
    : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Prose("text", Text);
        if (Order is not null) errors.Id("order", Order, Ids.Order);
        if (Evidence is null || !errors.List("evidence", Evidence, 0, 10)) return;
        foreach (var (i, link) in Evidence.Index()) errors.Link($"evidence[{i}]", link);
    }
}

/// <summary>A report is true.</summary>
/// <param name="Fraud">The seller cheats: the money of his open orders and his payouts are frozen too.</param>
internal sealed record ConfirmReportRequest(bool Fraud = false) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
    }
}

/// <summary>A report about a seller.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Seller">Whom it is about.</param>
/// <param name="Reporter">Who reports.</param>
/// <param name="Category">What for.</param>
/// <param name="Order">The order that it is about.</param>
/// <param name="Text">In the reporter's words.</param>
/// <param name="Evidence">Links to what shows it.</param>
/// <param name="At">When it was made.</param>
/// <param name="Verdict">What operators make of it.</param>
internal sealed record ReportResponse(
    string Id, string Seller, string Reporter, SellerStanding.Category Category, string? Order, string Text,
    IReadOnlyList<string> Evidence, DateTimeOffset At, SellerStanding.Verdict Verdict)
{
    /// <summary>As the API has it.</summary>
    public static ReportResponse From(ReportView view) => new(
        view.Id, view.Seller, view.Reporter, view.Category, view.Order, view.Text, view.Evidence, view.At,
        view.Verdict);
}

/// <summary>Some reports that wait for an operator.</summary>
/// <param name="Items">In the order of their ids.</param>
/// <param name="HasMore">Whether there are more.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> to get them.</param>
internal sealed record ReportPage(IReadOnlyList<ReportResponse> Items, bool HasMore, string? NextCursor);

/// <summary>What everybody may know of a seller.</summary>
/// <param name="Id">His member name.</param>
/// <param name="Name">For people.</param>
/// <param name="TakesOrders">Whether he can be ordered from now.</param>
/// <param name="Because">Why not: the code with which a checkout is refused.</param>
/// <param name="Strikes">How many orders came to nothing because of him.</param>
/// <param name="ConfirmedReports">How many reports about him are true.</param>
/// <param name="Frozen">Why he is frozen; operators see it.</param>
internal sealed record SellerResponse(
    string Id, string Name, bool TakesOrders, string? Because, int Strikes, int ConfirmedReports,
    SellerStanding.FreezeReason? Frozen = null)
{
    /// <summary>As the API has it.</summary>
    public static SellerResponse From(StandingView view, string name, Role role) => new(
        view.Seller, name, view.Refusal is null, view.Refusal is { } why ? Words.Of(why) : null, view.Strikes.Length,
        view.ConfirmedReports, role == Role.Operator ? view.Frozen : null);
}

using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>Nothing is shipped that is not paid and verified.</summary>
internal sealed class I16Shippable() : Invariant(
    "I16", "No order is on its way that was not paid and verified before.")
{
    public override IReadOnlyList<string> Prefixes => [Ids.Order];

    protected override string Elsewhere =>
        "Who sees which order is checked by the tests of the API: reading leaves no entry.";

    public override void See(Seen seen)
    {
        var (before, after) = ((Order.State)seen.Before, (Order.State)seen.After);
        if (before.Status == after.Status || !IsOnItsWay(after.Status)) return;
        Count("steps of shipped orders");
        if (after.PaidAt is null) Violate(seen.Place, $"It is {after.Status}, and was never paid.");
        else if (after.VerifiedAt is not { } verified || verified > seen.Entry.At || IsUnverified(before.Status))
            Violate(seen.Place, $"It is {after.Status}, and its payment was not verified.");
    }

    private static bool IsOnItsWay(Order.Status status) =>
        status is Order.Status.PartiallyShipped or Order.Status.AwaitingDelivery or Order.Status.Delivered
            or Order.Status.Completed;

    private static bool IsUnverified(Order.Status status) =>
        status is Order.Status.RiskReview or Order.Status.PaymentProcessing or Order.Status.AwaitingPayment;
}

using System.Globalization;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>Silence always means something in the end, and never before its time.</summary>
internal sealed class I11Deadlines() : Invariant(
    "I11", "Each live order has a stored deadline; whatever waits for an instant has it stored, and not later; none "
    + "fires early or without having been stored; the store's list of deadlines is what the entries say.")
{
    private TimeSpan latest;

    protected override string Elsewhere =>
        "How late deadlines may be is an objective of the load tester. The latest was "
        + string.Create(CultureInfo.InvariantCulture, $"{latest.TotalSeconds:0.###} s late, ")
        + "times when nobody ran included.";

    public override void See(Seen seen)
    {
        var due = seen.Entry.Due;
        if (seen.Kind.DueAt(seen.After) is { } own && (due is null || due > own))
            Violate(seen.Place,
                $"It waits for {own:O}, and {(due is null ? "no deadline" : $"{due:O}")} is stored with it.");
        if (seen.After is Order.State order && due is null && !OrderFact.Ended(order))
            Violate(seen.Place, $"It is {order.Status}, and nothing will ever happen to it by itself.");
        if (due is not null) Count("deadlines stored");
        if (seen.Entry.Cause != "deadline") return;

        Count("deadlines fired");
        if (seen.DueBefore is not { } was) Violate(seen.Place, "A deadline fired that was not stored.");
        else if (seen.Entry.At < was)
            Violate(seen.Place, $"A deadline for {was:O} fired early, at {seen.Entry.At:O}.");
        else if (seen.Entry.At - was is var late && late > latest) latest = late;
    }

    public override void End(PartitionFold fold)
    {
        if (fold.Deadlines is not { } stored) return;
        var left = stored.ToDictionary(one => one.Aggregate, one => one.Due, StringComparer.Ordinal);
        foreach (var folded in fold.Aggregates)
        {
            Count("deadlines compared with the store's list", folded.Due is null ? 0 : 1);
            var isListed = left.Remove(folded.Aggregate, out var listed);
            if (folded.IsBroken) continue;
            if (folded.Due is { } due && (!isListed || listed != due))
                Violate(fold.PlaceOf(folded),
                    $"Its deadline is {due:O}; the store {(isListed ? $"has {listed:O}" : "has none")}.");
            else if (folded.Due is null && isListed)
                Violate(fold.PlaceOf(folded), $"It has no deadline; the store has {listed:O}.");
        }

        foreach (var (aggregate, due) in left)
            Violate(new Place(fold.Partition, 0, aggregate, 0),
                $"The store has a deadline at {due:O} for what has no entry.");
    }
}

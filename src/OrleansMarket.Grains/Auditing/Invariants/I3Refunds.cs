using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>Nobody gets back more than he has paid, whatever ways it goes back.</summary>
internal sealed class I3Refunds() : Invariant(
    "I3", "Per order and per line, what goes back to the buyer is at most what he paid, over all paths together; and "
    + "what is owed to him is what his open refunds say.")
{
    public override void See(Seen seen)
    {
        foreach (var transfer in seen.Transfers)
        {
            var order = OrderBooks.OrderOf(transfer.Credit) ?? OrderBooks.OrderOf(transfer.Debit);
            if (order is null) continue;
            var book = seen.Fold.Books.Of(order);
            if (book.GivenBack > book.Captured)
                Violate(seen.Place, $"{order} has given back {book.GivenBack} of the {book.Captured} that were paid.");
            if (book.Pending < 0) Violate(seen.Place, $"{order} has paid back {-book.Pending} more than it owed.");
        }
    }

    public override void End(PartitionFold fold)
    {
        foreach (var (folded, escrow) in fold.All<Escrow.State>())
        {
            foreach (var back in escrow.Reversed)
            {
                Count("lines");
                var paid = escrow.Deposit!.Parts[back.Part].Cash;
                if (back.Paid > paid)
                    Violate(fold.PlaceOf(folded),
                        $"{back.Paid} went back of part {back.Part}, for which {paid} were paid.");
            }
        }

        var open = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (_, refund) in fold.All<Refund.State>())
        {
            Count("refunds");
            if (refund is not { Status: Refund.Status.Pending, Claim: { } claim }) continue;
            open[claim.Order] = open.GetValueOrDefault(claim.Order) + claim.Amount.Minor;
        }

        foreach (var (order, book) in fold.Books.All)
        {
            Count("orders with money");
            open.Remove(order, out var claimed);
            if (claimed != book.Pending)
                Violate(new Place(fold.Partition, 0, order, 0),
                    $"Its ledger owes the buyer {book.Pending}, its open refunds say {claimed}.");
        }

        foreach (var (order, claimed) in open)
            Violate(new Place(fold.Partition, 0, order, 0), $"A refund of {claimed} is open that no ledger knows.");
    }
}

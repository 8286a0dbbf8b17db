using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>What came in for an order is held, with its seller, or with its buyer.</summary>
internal sealed class I2Escrow() : Invariant(
    "I2", "escrow(order) = captured + subsidies − refunds − subsidies given back − released, 0 or more at any moment, "
    + "and 0 once the order has ended.")
{
    public override void See(Seen seen)
    {
        foreach (var transfer in seen.Transfers)
        {
            var (given, taken) =
                (OrderBooks.OrderOfEscrow(transfer.Credit), OrderBooks.OrderOfEscrow(transfer.Debit));
            if ((given ?? taken) is not { } order) continue;
            Count("moves of escrow accounts");
            if (!IsKnown(transfer, order))
            {
                Violate(seen.Place, $"{transfer.Rule} moves money between {transfer.Debit} and {transfer.Credit}, "
                    + "which is no rule of the posting table.");
            }

            if (seen.Fold.Books.Of(order) is { Held: < 0 } book)
                Violate(seen.Place, $"{order} has given away {-book.Held} {book.Currency} more than it had.");
        }
    }

    public override void End(PartitionFold fold)
    {
        foreach (var (id, book) in fold.Books.All)
            if (book.Held != 0 && !fold.TryGet<Order.State>(id, out _))
                Violate(new Place(fold.Partition, 0, id, 0),
                    $"{book.Held} is held for it, but there is no such order.");
        foreach (var (folded, order) in fold.All<Order.State>())
        {
            if (order.Terms is not { } terms) continue;
            Count("orders");
            var (place, book) = (fold.PlaceOf(folded), fold.Books.Of(folded.Aggregate));
            var (total, subsidy) = order.PaidAt is null ? (0, 0) : (terms.Total.Minor, terms.Subsidy.Minor);
            if (book.Kept != total) Violate(place, $"{book.Kept} was set aside for it, where {total} was agreed.");
            if (book.Subsidy != subsidy)
                Violate(place, $"The platform added {book.Subsidy} to it, where {subsidy} was agreed.");
            if (book.Held == 0 || IsHeld(fold, folded.Aggregate)) continue;
            Violate(place, $"Its escrow still has {book.Held}, though nothing is to be held.");
        }

        foreach (var (folded, order) in fold.All<Order.State>())
            if (OrderFact.Ended(order) && !folded.Kind.Owes(order) && fold.Books.Of(folded.Aggregate).Held != 0)
                Violate(fold.PlaceOf(folded), "It has ended, but its escrow account has not.");
    }

    private static bool IsHeld(PartitionFold fold, string order) =>
        fold.TryGet<Escrow.State>(Ids.EscrowOf(order), out var escrow) && escrow.Status == Escrow.Status.Held;

    /// <summary>P1 to P4, P10 of DOMAIN.md §2.9, as far as they touch an escrow account.</summary>
    private static bool IsKnown(Transfer transfer, string order) => transfer.Rule switch
    {
        "P1" => transfer.Debit == Account.PspCash,
        "P2" => IsPlatform(transfer.Debit),
        "P3" => OrderBooks.OrderOf(transfer.Credit) is null && !IsProvider(transfer.Credit),
        "P4" => OrderBooks.OrderOf(transfer.Credit) == order || IsPlatform(transfer.Credit),
        "P10" => transfer.Credit == Account.PspCash || IsPlatform(transfer.Credit),
        _ => false,
    };

    private static bool IsPlatform(string account) => account.StartsWith("platform:", StringComparison.Ordinal);

    private static bool IsProvider(string account) => account.StartsWith("psp:", StringComparison.Ordinal);
}

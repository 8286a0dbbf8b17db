using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.OrderLists;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.SellerSales;

/// <summary>Adds up what sellers sold on each day, from the escrow accounts of one partition.</summary>
/// <remarks>
/// Sums, which an entry may change only once. That holds: a document is read, added to and put back in the commit that
/// moves the cursor, by the one writer that a partition has, and is forgotten when that commit fails. An entry that is
/// delivered again after it was put aside was put aside as a whole, so nothing of it was added before; and sums do not
/// mind that it comes late.
/// </remarks>
internal sealed class SalesProjection(
    MarketMachines machines, IJournalStore journal, IViewStore views, int partition) : IProjection
{
    private const int Accounts = 1_024, Days = 1_024;

    private readonly Recollection<string> sellers = new(Accounts);
    private readonly RememberedDocuments<DaySales> days = new(views, ListKeys.View, Days, DaySales.Read);

    public async ValueTask Fold(IReadOnlyList<StoredEntry> stretch, ViewChanges changes)
    {
        if (Read(stretch) is not { } movements) return;
        await Look(movements);
        var touched = await days.Find(movements.Select(KeyOf));
        foreach (var movement in movements)
            touched[KeyOf(movement)].Add(movement.Currency.Code, movement.Figures);
        foreach (var (key, sales) in touched) changes.Put(key, sales.Write());
    }

    public void Forget()
    {
        sellers.Clear();
        days.Clear();
    }

    private string KeyOf(Movement movement) => SalesKeys.Of(movement.Seller!, movement.Day, partition);

    /// <summary>What moves in the escrow accounts of a stretch; null for nothing.</summary>
    private List<Movement>? Read(IReadOnlyList<StoredEntry> stretch)
    {
        List<Movement>? movements = null;
        foreach (var (_, _, entry, _) in stretch)
        {
            // That a seller's account was told moves nothing, and is not even decoded.
            if (!entry.Aggregate.StartsWith(Ids.Escrow, StringComparison.Ordinal)
                || entry.Events.Span.IndexOf("\"postings\":"u8) < 0) continue;
            foreach (var happened in machines.Escrow.Events.Read(entry.Events))
                if (MovementOf(entry, happened) is { } movement) (movements ??= []).Add(movement);
        }

        return movements;
    }

    private Movement? MovementOf(Entry entry, Escrow.Event happened)
    {
        if (happened is not IMoneyEvent { Postings: var postings }) return null;
        var deposit = (happened as Escrow.Event.Held)?.Deposit;
        var (figures, seller) = (default(SalesFigures), deposit?.Seller);
        foreach (var posting in postings)
        {
            figures += SalesFigures.Of(posting);
            seller ??= SalesFigures.SellerOf(posting);
        }

        if (deposit is not null)
        {
            figures += new SalesFigures(1, 0, 0, 0, 0, 0);
            sellers.Keep(entry.Aggregate, deposit.Seller);
        }

        return deposit is null && postings.Count == 0 ? null : new Movement(
            entry.Aggregate, DateOnly.FromDateTime(entry.At.UtcDateTime),
            deposit?.Currency ?? postings[0].Amount.Currency, figures)
        { Seller = seller };
    }

    /// <summary>Whose the accounts are of which no posting says it: it is in their first entry.</summary>
    private async ValueTask Look(List<Movement> movements)
    {
        List<Movement>? unknown = null;
        foreach (var movement in movements)
        {
            if (movement.Seller is not null) continue;
            if (sellers.TryGet(movement.Account, out var seller)) movement.Seller = seller;
            else (unknown ??= []).Add(movement);
        }

        if (unknown is null) return;
        var pasts = await journal.Read([.. unknown.Select(movement => new HistoryRequest(movement.Account, null))]);
        for (var i = 0; i < unknown.Count; i++)
        {
            var held = (Escrow.Event.Held)machines.Escrow.Events.Read(pasts[i].Entries[0].Events)[0];
            sellers.Keep(unknown[i].Account, unknown[i].Seller = held.Deposit.Seller);
        }
    }

    /// <summary>What one event of an escrow account adds to its seller's day.</summary>
    private sealed record Movement(string Account, DateOnly Day, Currency Currency, SalesFigures Figures)
    {
        /// <summary>Whose account it is, once that is known.</summary>
        public string? Seller { get; set; }
    }
}

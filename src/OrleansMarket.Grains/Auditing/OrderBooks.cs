using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing;

/// <summary>What one order's money did, added up from postings; all in the order's one currency.</summary>
internal sealed class OrderBook
{
    /// <summary>In its escrow account now.</summary>
    public long Held { get; set; }

    /// <summary>On its way to the buyer now.</summary>
    public long Pending { get; set; }

    /// <summary>Ever taken from the buyer.</summary>
    public long Captured { get; set; }

    /// <summary>Of that, what was set aside for the seller.</summary>
    public long Kept { get; set; }

    /// <summary>How often something was set aside for the seller.</summary>
    public int TimesKept { get; set; }

    /// <summary>Ever added by the platform.</summary>
    public long Subsidy { get; set; }

    /// <summary>Ever owed back to the buyer, or taken back by his bank.</summary>
    public long GivenBack { get; set; }

    /// <summary>The currency of all of it.</summary>
    public string? Currency { get; set; }
}

/// <summary>The money of the orders of one partition: all that touches an order's accounts lies there.</summary>
internal sealed class OrderBooks
{
    private const string Escrow = "escrow:", Pending = "refund:pending:";

    private readonly Dictionary<string, OrderBook> byOrder = new(StringComparer.Ordinal);

    /// <summary>All books, by order.</summary>
    public IReadOnlyDictionary<string, OrderBook> All => byOrder;

    /// <summary>The book of an order; an empty one when no money moved for it.</summary>
    public OrderBook Of(ReadOnlySpan<char> order)
    {
        var lookup = byOrder.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(order, out var book)) byOrder.Add(order.ToString(), book = new OrderBook());
        return book;
    }

    /// <summary>The order whose escrow account this is; null for any other account.</summary>
    public static string? OrderOfEscrow(string account) =>
        account.StartsWith(Escrow, StringComparison.Ordinal) ? account[Escrow.Length..] : null;

    /// <summary>The order that an account belongs to; null for accounts of the market and of sellers.</summary>
    public static string? OrderOf(string account) =>
        account.StartsWith(Pending, StringComparison.Ordinal) ? account[Pending.Length..] : OrderOfEscrow(account);

    /// <summary>Books one transfer of an entry.</summary>
    public void Post(string aggregate, Transfer transfer)
    {
        var (debit, credit, minor) = (transfer.Debit, transfer.Credit, transfer.Minor);
        if (debit.StartsWith(Escrow, StringComparison.Ordinal)) Book(debit, Escrow).Held -= minor;
        if (debit.StartsWith(Pending, StringComparison.Ordinal)) Book(debit, Pending).Pending -= minor;
        if (credit.StartsWith(Pending, StringComparison.Ordinal))
        {
            var book = Book(credit, Pending);
            book.Pending += minor;
            book.GivenBack += minor;
        }
        else if (credit == Account.PspCash && transfer.Rule == "P10" && debit != Account.PlatformCash)
        {
            // After the release it is the seller who owes it; then only the escrow's own id says which order it was.
            Of(Facts.OrderOfEscrow(aggregate)).GivenBack += minor;
        }

        if (!credit.StartsWith(Escrow, StringComparison.Ordinal)) return;
        var held = Book(credit, Escrow);
        held.Held += minor;
        if (debit != Account.PspCash)
        {
            held.Subsidy += minor;
            return;
        }

        held.Captured += minor;
        if (!aggregate.StartsWith(Ids.Escrow, StringComparison.Ordinal)) return;
        held.Kept += minor;
        held.TimesKept++;

        OrderBook Book(string account, string prefix)
        {
            var book = Of(account.AsSpan(prefix.Length));
            book.Currency ??= transfer.Currency;
            return book;
        }
    }
}

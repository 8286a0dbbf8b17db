using System.Text.Json;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests;

/// <summary>
/// The whole journal, read with other eyes than the market's: money by the words of the stored form alone.
/// </summary>
internal sealed class Books
{
    private Books(IReadOnlyList<Entry> entries)
    {
        Entries = entries;
        Moves = [.. entries.SelectMany(MovesOf)];
    }

    /// <summary>Money that moved.</summary>
    public sealed record Move(string Aggregate, string Rule, string Debit, string Credit, long Minor, string Currency);

    /// <summary>Partition after partition, each in the order of its commits.</summary>
    public IReadOnlyList<Entry> Entries { get; }

    public IReadOnlyList<Move> Moves { get; }

    public static async Task<Books> Read(IJournalStore store)
    {
        var entries = new List<Entry>();
        for (var partition = 0; partition < store.Partitions; partition++)
            entries.AddRange((await store.ReadPartition(partition, 0, int.MaxValue)).Select(stored => stored.Entry));
        return new Books(entries);
    }

    /// <summary>Credits less debits of an account.</summary>
    public long Holds(string account) => Moves.Sum(move => Effect(move, account));

    /// <summary>What a move adds to the credit of an account.</summary>
    public static long Effect(Move move, string account) =>
        (move.Credit == account ? move.Minor : 0) - (move.Debit == account ? move.Minor : 0);

    /// <summary>
    /// Debits and credits of every account; those of single orders together, as the ledger shows them.
    /// </summary>
    public SortedDictionary<string, (long Debit, long Credit)> Accounts()
    {
        var accounts = new SortedDictionary<string, (long Debit, long Credit)>(StringComparer.Ordinal);
        foreach (var move in Moves)
        {
            Add(move.Debit, move.Minor, 0);
            Add(move.Credit, 0, move.Minor);

            void Add(string account, long debit, long credit)
            {
                var isOfOneOrder = account.Contains(":ord_", StringComparison.Ordinal);
                var name = $"{(isOfOneOrder ? account[..account.LastIndexOf(':')] : account)} {move.Currency}";
                var sums = accounts.GetValueOrDefault(name);
                accounts[name] = (sums.Debit + debit, sums.Credit + credit);
            }
        }

        return accounts;
    }

    /// <summary>The histories of all aggregates with a prefix.</summary>
    public IReadOnlyDictionary<string, TEvent[]> Histories<TEvent>(string prefix, EventCodec<TEvent> codec)
        where TEvent : notnull => Entries
        .Where(entry => entry.Aggregate.StartsWith(prefix, StringComparison.Ordinal))
        .GroupBy(entry => entry.Aggregate)
        .ToDictionary(one => one.Key, one => one.SelectMany(entry => codec.Read(entry.Events)).ToArray());

    /// <summary>Where every order stands.</summary>
    public IReadOnlyDictionary<string, Order.State> Orders() => Histories(Contracts.Ids.Order, Codecs.Order)
        .ToDictionary(order => order.Key, order => order.Value.Aggregate(Order.State.Initial, Order.Evolve));

    private static IEnumerable<Move> MovesOf(Entry entry)
    {
        using var events = JsonDocument.Parse(entry.Events);
        return
        [
            .. from happened in events.RootElement.EnumerateArray()
               from body in happened.EnumerateObject()
               where body.Value.TryGetProperty("postings", out _)
               from posting in body.Value.GetProperty("postings").EnumerateArray()
               let amount = posting.GetProperty("amount").GetString()!.Split(' ')
               select new Move(entry.Aggregate, posting.GetProperty("rule").GetString()!,
                   posting.GetProperty("debit").GetString()!, posting.GetProperty("credit").GetString()!,
                   long.Parse(amount[0], System.Globalization.CultureInfo.InvariantCulture), amount[1]),
        ];
    }
}

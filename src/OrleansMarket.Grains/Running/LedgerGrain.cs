using System.Text.Json;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Running;

/// <summary>All money of the market, folded from the postings in the journal.</summary>
/// <remarks>
/// An entry balances in itself, so the sums are zero wherever the reading of a partition stopped. Accounts of single
/// orders are shown as their control account.
/// </remarks>
[GrainType("ledger")]
internal sealed class LedgerGrain(IJournalStore store, MarketMachines machines) : ILedgerGrain
{
    private readonly Projection<Balances> ledger = new(store, "ldg_", Balances.Snapshots, (balances, entry) =>
    {
        foreach (var posting in machines.PostingsOf(entry)) balances.Post(posting);
    });

    public async Task<AccountBalance[]> TrialBalance() =>
    [
        .. (await ledger.Newest()).SelectMany(balances => balances.All)
            .GroupBy(account => account.Key, account => account.Value)
            .Select(account => new AccountBalance(
                account.Key.Account, account.Key.Currency,
                account.Sum(part => part.Debit), account.Sum(part => part.Credit)))
            .OrderBy(balance => balance.Account, StringComparer.Ordinal)
            .ThenBy(balance => balance.Currency, StringComparer.Ordinal),
    ];

    /// <summary>What the entries of one partition have debited and credited.</summary>
    private sealed class Balances
    {
        private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

        public static SnapshotCodec<Balances> Snapshots { get; } = new(
            "ledger-1", balances => balances.Write(), Read, Every: 20_000, balances => balances.All.Count);

        public Dictionary<(string Account, string Currency), (long Debit, long Credit)> All { get; } = [];

        public void Post(Posting posting)
        {
            Add(posting.Debit, posting.Amount, 0);
            Add(posting.Credit, Money.Zero(posting.Amount.Currency), posting.Amount.Minor);
        }

        private void Add(string account, Money debit, long credit)
        {
            var key = (Control(account), debit.Currency.Code);
            var balance = All.GetValueOrDefault(key);
            All[key] = checked((balance.Debit + debit.Minor, balance.Credit + credit));
        }

        /// <summary>There is an escrow account per order; the trial balance shows what they hold together.</summary>
        private static string Control(string account) =>
            account.StartsWith("escrow:", StringComparison.Ordinal) ? "escrow"
            : account.StartsWith("refund:pending:", StringComparison.Ordinal) ? "refund:pending"
            : account;

        private ReadOnlyMemory<byte> Write() => JsonSerializer.SerializeToUtf8Bytes(
            All.ToDictionary(account => $"{account.Key.Account} {account.Key.Currency}", account => account.Value),
            Json);

        private static Balances Read(ReadOnlyMemory<byte> kept)
        {
            var balances = new Balances();
            foreach (var (account, balance) in
                JsonSerializer.Deserialize<Dictionary<string, (long, long)>>(kept.Span, Json)!)
            {
                var space = account.LastIndexOf(' ');
                balances.All[(account[..space], account[(space + 1)..])] = balance;
            }

            return balances;
        }
    }
}

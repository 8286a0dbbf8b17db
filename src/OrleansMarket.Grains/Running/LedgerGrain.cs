using System.Text.Json;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Running;

/// <summary>All money of the market, folded from the postings in the journal.</summary>
/// <remarks>
/// Each partition is read from where it was left to its end. An entry balances in itself, so the sums are zero wherever
/// the reading of a partition stopped. Accounts of single orders are shown as their control account. How far a
/// partition was folded is kept as a snapshot: losing it costs a second reading and nothing else.
/// </remarks>
[GrainType("ledger")]
internal sealed class LedgerGrain(IGrainContext context, IJournalStore store, MarketMachines machines)
    : ILedgerGrain, IGrainBase
{
    private const string Shape = "ledger-1";
    private const int PageSize = 2_000;
    private const int SnapshotEvery = 20_000;

    private readonly Partition[] partitions = new Partition[store.Partitions];

    public IGrainContext GrainContext => context;

    public async Task OnActivateAsync(CancellationToken token)
    {
        var requests = Enumerable.Range(0, partitions.Length).Select(p => new HistoryRequest(Id(p), Shape));
        var kept = await store.Read([.. requests]);
        for (var p = 0; p < partitions.Length; p++) partitions[p] = Partition.Of(kept[p].Snapshot);
    }

    public async Task<AccountBalance[]> TrialBalance()
    {
        await Task.WhenAll(Enumerable.Range(0, partitions.Length).Select(CatchUp));
        return
        [
            .. partitions.SelectMany(partition => partition.Balances)
                .GroupBy(account => account.Key, account => account.Value)
                .Select(account => new AccountBalance(
                    account.Key.Account, account.Key.Currency,
                    account.Sum(part => part.Debit), account.Sum(part => part.Credit)))
                .OrderBy(balance => balance.Account, StringComparer.Ordinal)
                .ThenBy(balance => balance.Currency, StringComparer.Ordinal),
        ];
    }

    private async Task CatchUp(int number)
    {
        var partition = partitions[number];
        var start = partition.Sequence;
        while (await store.ReadPartition(number, partition.Sequence, PageSize) is { Count: > 0 } page)
        {
            foreach (var stored in page)
            {
                foreach (var posting in machines.PostingsOf(stored.Entry)) partition.Post(posting);
                partition.Sequence = stored.Sequence;
            }
        }

        if (partition.Sequence - start >= SnapshotEvery) await store.WriteSnapshot(partition.Keep(Id(number)));
    }

    private static string Id(int partition) => $"ldg_{partition}";

    private sealed class Partition
    {
        public long Sequence { get; set; }

        public Dictionary<(string Account, string Currency), (long Debit, long Credit)> Balances { get; } = [];

        public static Partition Of(Snapshot? kept)
        {
            var partition = new Partition();
            if (kept is null) return partition;
            partition.Sequence = kept.Version;
            var balances = JsonSerializer.Deserialize<Dictionary<string, (long, long)>>(kept.Body.Span, Json)!;
            foreach (var (account, (debit, credit)) in balances)
            {
                var space = account.LastIndexOf(' ');
                partition.Balances[(account[..space], account[(space + 1)..])] = (debit, credit);
            }

            return partition;
        }

        public Snapshot Keep(string id) => new(id, Sequence, null, Shape, JsonSerializer.SerializeToUtf8Bytes(
            Balances.ToDictionary(account => $"{account.Key.Account} {account.Key.Currency}", account => account.Value),
            Json));

        public void Post(Posting posting)
        {
            Add(posting.Debit, posting.Amount, 0);
            Add(posting.Credit, Money.Zero(posting.Amount.Currency), posting.Amount.Minor);
        }

        private void Add(string account, Money debit, long credit)
        {
            var key = (Control(account), debit.Currency.Code);
            var balance = Balances.GetValueOrDefault(key);
            Balances[key] = checked((balance.Debit + debit.Minor, balance.Credit + credit));
        }

        /// <summary>There is an escrow account per order; the trial balance shows what they hold together.</summary>
        private static string Control(string account) =>
            account.StartsWith("escrow:", StringComparison.Ordinal) ? "escrow"
            : account.StartsWith("refund:pending:", StringComparison.Ordinal) ? "refund:pending"
            : account;

        private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };
    }
}

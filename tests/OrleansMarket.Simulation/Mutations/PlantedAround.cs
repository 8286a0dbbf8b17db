using OrleansMarket.Domain;
using OrleansMarket.Grains.Paying;
using OrleansMarket.Journal;

namespace OrleansMarket.Simulation.Mutations;

/// <summary>Whoever asks the provider again, asks under another key.</summary>
internal sealed class NewKeyPerCharge : Mutation
{
    public override IPaymentGateway Over(IPaymentGateway gateway) => new Forgetful(gateway);

    private sealed class Forgetful(IPaymentGateway gateway) : IPaymentGateway
    {
        private int asked;

        public bool Knows(string method) => gateway.Knows(method);

        public Task<Charge> Charge(string key, Money amount, string method) =>
            gateway.Charge($"{key}-{++asked}", amount, method);

        public Task Refund(string key, string payment, Money amount) => gateway.Refund(key, payment, amount);
    }
}

/// <summary>A refund that is asked for again is another refund.</summary>
internal sealed class NewKeyPerRefund : Mutation
{
    public override IPaymentGateway Over(IPaymentGateway gateway) => new Forgetful(gateway);

    private sealed class Forgetful(IPaymentGateway gateway) : IPaymentGateway
    {
        private int asked;

        public bool Knows(string method) => gateway.Knows(method);

        public Task<Charge> Charge(string key, Money amount, string method) => gateway.Charge(key, amount, method);

        public Task Refund(string key, string payment, Money amount) =>
            gateway.Refund($"{key}-{++asked}", payment, amount);
    }
}

/// <summary>The provider's silence is taken for an answer.</summary>
internal sealed class SilenceIs(Charge answer) : Mutation
{
    public override IPaymentGateway Over(IPaymentGateway gateway) => new Impatient(gateway, answer);

    private sealed class Impatient(IPaymentGateway gateway, Charge answer) : IPaymentGateway
    {
        public bool Knows(string method) => gateway.Knows(method);

        public async Task<Charge> Charge(string key, Money amount, string method)
        {
            try
            {
                return await gateway.Charge(key, amount, method);
            }
            catch (TimeoutException)
            {
                return answer;
            }
        }

        public Task Refund(string key, string payment, Money amount) => gateway.Refund(key, payment, amount);
    }
}

/// <summary>Appends are answered before they are durable.</summary>
internal sealed class AnsweredTooSoon : Mutation
{
    public override IJournal Over(IJournal journal) => new Hasty(journal);

    private sealed class Hasty(IJournal journal) : IJournal
    {
        public int Partitions => journal.Partitions;

        public Task<AppendResult> Append(AppendLine line, Append append)
        {
            journal.Append(line, append).Ignore();
            return Task.FromResult(new AppendResult(AppendStatus.Committed));
        }

        public Task<History> Load(HistoryRequest request) => journal.Load(request);

        public Task<bool> IsNewest(string aggregate, long version) => journal.IsNewest(aggregate, version);

        public void Offer(Snapshot snapshot) => journal.Offer(snapshot);
    }
}

/// <summary>Nobody looks whether another activation has written something.</summary>
internal sealed class NeverLooks : Mutation
{
    public override IJournal Over(IJournal journal) => new Trusting(journal);

    private sealed class Trusting(IJournal journal) : IJournal
    {
        public int Partitions => journal.Partitions;

        public Task<AppendResult> Append(AppendLine line, Append append) => journal.Append(line, append);

        public Task<History> Load(HistoryRequest request) => journal.Load(request);

        public void Offer(Snapshot snapshot) => journal.Offer(snapshot);
    }
}

/// <summary>The expected version is not checked: whoever comes last writes behind the others.</summary>
internal sealed class ConflictsIgnored : Mutation
{
    public override IReadOnlyList<Append> Over(IReadOnlyList<Append> batch, MemoryStore store)
    {
        var newest = new Dictionary<string, long>();
        return [.. batch.Select(append => append with { Own = append.Own with { Version = Next(append.Own) } })];

        long Next(Entry entry)
        {
            if (!newest.TryGetValue(entry.Aggregate, out var version))
                version = Cluster.SimulatedStore.Done(store.Read([new(entry.Aggregate, null)]))[0].Entries.Count;
            return newest[entry.Aggregate] = version + 1;
        }
    }
}

using Orleans.Concurrency;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Auditing;

/// <summary>Audits the journal of the market that it is part of, without getting in its way.</summary>
/// <remarks>Reentrant: whoever asks while an audit runs shares it, and its last report can be read meanwhile.</remarks>
[GrainType("audit"), Reentrant]
internal sealed class AuditGrain(IJournalStore store, Policy policy, MarketTime time) : Grain, IAuditGrain
{
    private Task<AuditReport>? running;
    private AuditReport? latest;

    public async Task<AuditReport> Run(bool expectSettled)
    {
        // Another call may have begun one while this one waited, or wait for the same one.
        var audit = running ??= Task.Run(() => MarketAudit.Run(store, policy, new AuditOptions
        {
            ExpectSettled = expectSettled,
            Threads = 1,
            IsGentle = true,
            Clock = time,
        }));
        try
        {
            return latest = await audit;
        }
        finally
        {
            if (running == audit) running = null;
        }
    }

    public Task<AuditReport?> Latest() => Task.FromResult(latest);
}

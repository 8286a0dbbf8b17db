using OrleansMarket.Domain;
using OrleansMarket.Grains.Auditing;
using OrleansMarket.Journal;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Checks;

/// <summary>
/// The product's own audit, on the journal that a seed has left behind: it has to agree that all was well, and so is
/// itself tried on markets that went through everything.
/// </summary>
internal static class Auditor
{
    /// <summary>Audits a market that has come to rest.</summary>
    public static void Settled(IJournalStore store, Policy policy, TimeProvider clock, Findings findings)
    {
        var options = new AuditOptions { ExpectSettled = true, Threads = 1, Clock = clock };
        var report = Here.Run(() => MarketAudit.Run(store, policy, options));
        foreach (var invariant in report.Invariants)
        {
            foreach (var example in invariant.Examples)
                findings.Add(invariant.Id, $"{example.Aggregate}#{example.Version}: {example.Sentence} (the audit)");
            findings.Require(invariant.Holds, invariant.Id, "The audit says that it does not hold.");
        }

        findings.Require(report.IsClean, "audit", "The audit is not clean, and does not say why.");
    }

    /// <summary>Runs all of a task on this thread, so that no other one has a say in what comes first.</summary>
    private sealed class Here : SynchronizationContext
    {
        private readonly Queue<(SendOrPostCallback Call, object? State)> waiting = new();

        public static T Run<T>(Func<Task<T>> what)
        {
            var (before, here) = (Current, new Here());
            SetSynchronizationContext(here);
            try
            {
                var task = what();
                while (!task.IsCompleted)
                {
                    var (call, state) = here.waiting.Dequeue();
                    call(state);
                }

                return task.GetAwaiter().GetResult();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public override void Post(SendOrPostCallback d, object? state) => waiting.Enqueue((d, state));
    }
}

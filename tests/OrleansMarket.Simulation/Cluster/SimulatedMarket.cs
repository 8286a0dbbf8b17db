using Microsoft.Extensions.Logging.Abstractions;
using OrleansMarket.Domain;
using OrleansMarket.Grains;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;
using OrleansMarket.Simulation.Mutations;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>The market, with machines that a mutation may have changed, and with snapshots all the time.</summary>
internal sealed class SimulatedMarket : Market
{
    /// <summary>Nobody looks at it: one for all, since meters are known to the whole process.</summary>
    private static readonly MarketMeters Unread = new(new MarketTime(TimeProvider.System));

    private readonly IJournal journal;
    private readonly Mutation mutation;

    public SimulatedMarket(
        IJournal journal, MarketMachines machines, MarketTime time, Policy policy, Mutation mutation)
        : base(journal, machines, time, policy, Unread, NullLogger<Market>.Instance) =>
        (this.journal, this.mutation) = (journal, mutation);

    public override Aggregate<TState, TCommand, TEvent, TStep, Rejection?> Run<TState, TCommand, TEvent, TStep>(
        IGrainContext context,
        MarketMachine<TState, TCommand, TEvent, TStep> machine,
        Func<TStep, Task<TCommand>>? carryOut = null) => new(
            context.GrainId.Key.ToString()!, new OftenSnapped<TState, TCommand, TEvent, TStep>(mutation.Over(machine)),
            journal, Time, mutation.Over(carryOut));

    /// <summary>Snapshots after every few entries, so that short histories have them too.</summary>
    private sealed class OftenSnapped<TState, TCommand, TEvent, TStep>(
        Machine<TState, TCommand, TEvent, TStep, Rejection?> machine)
        : ChangedMachine<TState, TCommand, TEvent, TStep>(machine)
        where TState : notnull
        where TEvent : class
    {
        public override SnapshotCodec<TState>? Snapshots { get; } = machine.Snapshots is { } codec
            ? codec with { Every = 4, Weight = _ => 0 }
            : null;
    }
}

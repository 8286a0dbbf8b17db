using OrleansMarket.Domain;
using OrleansMarket.Grains.Paying;
using OrleansMarket.Journal;
using OrleansMarket.Simulation.Cluster;

namespace OrleansMarket.Simulation.Mutations;

/// <summary>A bug that is planted on purpose, at one of the seams of a silo; without a change it is none.</summary>
internal class Mutation
{
    public static Mutation None { get; } = new();

    public virtual Machine<TState, TCommand, TEvent, TStep, Rejection?> Over<TState, TCommand, TEvent, TStep>(
        Machine<TState, TCommand, TEvent, TStep, Rejection?> machine)
        where TState : notnull
        where TEvent : class => machine;

    public virtual Func<TStep, Task<TCommand>>? Over<TStep, TCommand>(Func<TStep, Task<TCommand>>? carryOut) =>
        carryOut;

    public virtual IJournal Over(IJournal journal) => journal;

    public virtual IPaymentGateway Over(IPaymentGateway gateway) => gateway;

    /// <summary>The batch that the store really gets.</summary>
    public virtual IReadOnlyList<Append> Over(IReadOnlyList<Append> batch, MemoryStore store) => batch;
}

/// <summary>One machine of the market is changed.</summary>
internal sealed class MachineMutation<TState, TCommand, TEvent, TStep>(
    Func<Machine<TState, TCommand, TEvent, TStep, Rejection?>, ChangedMachine<TState, TCommand, TEvent, TStep>> change)
    : Mutation
    where TState : notnull
    where TEvent : class
{
    public override Machine<TS, TC, TE, TT, Rejection?> Over<TS, TC, TE, TT>(
        Machine<TS, TC, TE, TT, Rejection?> machine) =>
        machine is Machine<TState, TCommand, TEvent, TStep, Rejection?> mine
            ? (Machine<TS, TC, TE, TT, Rejection?>)(object)change(mine)
            : machine;
}

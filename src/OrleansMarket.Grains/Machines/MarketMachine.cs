using OrleansMarket.Domain;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Machines;

/// <summary>
/// A machine of the domain as the runner knows it; the answer to a command is the rejection, or null.
/// </summary>
internal abstract class MarketMachine<TState, TCommand, TEvent, TStep>
    : Machine<TState, TCommand, TEvent, TStep, Rejection?>
    where TState : notnull
    where TEvent : class
{
    public sealed override (IReadOnlyList<TEvent> Events, Rejection? Answer) Decide(
        TState state, TCommand command, DateTimeOffset now)
    {
        var decision = On(state, command, now);
        return (decision.Events, decision.Rejection);
    }

    protected abstract Decision<TEvent> On(TState state, TCommand command, DateTimeOffset now);

    public override DateTimeOffset? DueAt(TState state) => null;
}

/// <summary>The step of a machine that never owes anything.</summary>
internal sealed record Nothing;

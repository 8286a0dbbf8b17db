using OrleansMarket.Domain;
using OrleansMarket.Journal;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>A machine that does what another one does, but for what is overridden or set.</summary>
internal class ChangedMachine<TState, TCommand, TEvent, TStep>(
    Machine<TState, TCommand, TEvent, TStep, Rejection?> machine)
    : Machine<TState, TCommand, TEvent, TStep, Rejection?>
    where TState : notnull
    where TEvent : class
{
    /// <summary>Changes a command before it is decided.</summary>
    public Func<TCommand, TCommand>? Asked { get; init; }

    /// <summary>Decides in place of the machine, or leaves it to it with null.</summary>
    public Func<TState, TCommand, DateTimeOffset, IReadOnlyList<TEvent>?>? Decided { get; init; }

    /// <summary>Changes the events that the machine has decided.</summary>
    public Func<TState, IReadOnlyList<TEvent>, IReadOnlyList<TEvent>>? Follows { get; init; }

    /// <summary>Changes what is born.</summary>
    public Func<IReadOnlyList<Birth>, IReadOnlyList<Birth>>? Born { get; init; }

    /// <summary>Changes the deadline.</summary>
    public Func<TState, DateTimeOffset?, DateTimeOffset?>? Due { get; init; }

    /// <summary>Changes what is owed.</summary>
    public Func<TState, IReadOnlyList<TStep>, IReadOnlyList<TStep>>? Owes { get; init; }

    public override TState Initial => machine.Initial;

    public override EventCodec<TEvent> Events => machine.Events;

    public override TCommand Elapsed => machine.Elapsed;

    public override SnapshotCodec<TState>? Snapshots => machine.Snapshots;

    public override TimeSpan RetryAfter => machine.RetryAfter;

    public override (IReadOnlyList<TEvent> Events, Rejection? Answer) Decide(
        TState state, TCommand command, DateTimeOffset now)
    {
        if (Decided?.Invoke(state, command, now) is { } planted) return (planted, null);
        var (events, answer) = machine.Decide(state, Asked is null ? command : Asked(command), now);
        return (Follows is null ? events : Follows(state, events), answer);
    }

    public override TState Evolve(TState state, TEvent happened) => machine.Evolve(state, happened);

    public override DateTimeOffset? DueAt(TState state) =>
        Due is null ? machine.DueAt(state) : Due(state, machine.DueAt(state));

    public override IReadOnlyList<TStep> Owed(TState state) =>
        Owes is null ? machine.Owed(state) : Owes(state, machine.Owed(state));

    public override IReadOnlyList<Birth> Births(
        TCommand command, TState after, IReadOnlyList<TEvent> happened, DateTimeOffset now)
    {
        var births = machine.Births(Asked is null ? command : Asked(command), after, happened, now);
        return Born is null ? births : Born(births);
    }
}

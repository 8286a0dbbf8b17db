namespace OrleansMarket.Journal;

/// <summary>
/// What the runner knows of a machine: its pure functions, and how its events and states are written down.
/// </summary>
/// <typeparam name="TState">The state, an immutable value.</typeparam>
/// <typeparam name="TCommand">What can be asked.</typeparam>
/// <typeparam name="TEvent">What can follow.</typeparam>
/// <typeparam name="TStep">What the state can owe to others.</typeparam>
/// <typeparam name="TAnswer">What the caller is told.</typeparam>
public abstract class Machine<TState, TCommand, TEvent, TStep, TAnswer>
    where TState : notnull
    where TEvent : notnull
{
    /// <summary>The state of what has never been decided upon.</summary>
    public abstract TState Initial { get; }

    /// <summary>How events are written down.</summary>
    public abstract EventCodec<TEvent> Events { get; }

    /// <summary>
    /// What follows from a command: the events, none for a refusal or for "already done", and the answer.
    /// </summary>
    public abstract (IReadOnlyList<TEvent> Events, TAnswer Answer) Decide(
        TState state, TCommand command, DateTimeOffset now);

    /// <summary>The state after an event.</summary>
    public abstract TState Evolve(TState state, TEvent happened);

    /// <summary>The command that tells the machine that its deadline has come.</summary>
    public abstract TCommand Elapsed { get; }

    /// <summary>When silence next means something; null when never.</summary>
    public abstract DateTimeOffset? DueAt(TState state);

    /// <summary>What the state still owes to others, asked again until it is nothing.</summary>
    public virtual IReadOnlyList<TStep> Owed(TState state) => [];

    /// <summary>What a decision brings into being, to be committed with it.</summary>
    /// <param name="command">What was asked; it may hold what only the newborn needs to remember.</param>
    /// <param name="after">The state after the events.</param>
    /// <param name="happened">What followed.</param>
    /// <param name="now">When.</param>
    public virtual IReadOnlyList<Birth> Births(
        TCommand command, TState after, IReadOnlyList<TEvent> happened, DateTimeOffset now) => [];

    /// <summary>Snapshots of the state; null for machines whose histories stay short.</summary>
    public virtual SnapshotCodec<TState>? Snapshots => null;

    /// <summary>
    /// How long after a decision its owed steps are asked for again, should a crash have swallowed them.
    /// </summary>
    public virtual TimeSpan RetryAfter => TimeSpan.FromSeconds(30);

    /// <summary>Applies several events in order.</summary>
    public TState Fold(TState state, IReadOnlyList<TEvent> happened)
    {
        foreach (var one in happened) state = Evolve(state, one);
        return state;
    }

    /// <summary>
    /// The deadline to store with a state decided at <paramref name="now"/>: its own, or the retry of what it owes.
    /// </summary>
    public DateTimeOffset? DueAfter(TState state, DateTimeOffset now)
    {
        var due = DueAt(state);
        if (Owed(state).Count == 0) return due;
        var retry = now + RetryAfter;
        return due is { } own && own < retry ? own : retry;
    }

    /// <summary>
    /// The first entry of an aggregate of this machine, for the append of the decision that brings it into being.
    /// </summary>
    public Birth Bear(string aggregate, DateTimeOffset now, params IReadOnlyList<TEvent> happened) =>
        new(aggregate, Events.Write(happened), DueAfter(Fold(Initial, happened), now));
}

/// <summary>
/// An aggregate that comes into being with another's decision: its id, its first events and its first deadline.
/// </summary>
public sealed record Birth(string Aggregate, ReadOnlyMemory<byte> Events, DateTimeOffset? Due);

/// <summary>How a state is written into snapshots.</summary>
/// <param name="Shape">Changes whenever the written form changes, so that older snapshots are ignored.</param>
/// <param name="Write">State to bytes.</param>
/// <param name="Read">Bytes to state.</param>
/// <param name="Every">Write one after at least so many entries.</param>
/// <param name="Weight">How large a state is, in entries; a snapshot is not written more often than that.</param>
public sealed record SnapshotCodec<TState>(
    string Shape,
    Func<TState, ReadOnlyMemory<byte>> Write,
    Func<ReadOnlyMemory<byte>, TState> Read,
    int Every,
    Func<TState, int> Weight);

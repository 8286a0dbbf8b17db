using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests.Auditing;

/// <summary>
/// A market on paper: what machines decide is written straight into a store, in the entries that grains would write,
/// but without any grain. And what no machine would decide can be written too.
/// </summary>
internal sealed class Paper(IJournalStore store, Policy policy, DateTimeOffset start)
{
    private readonly Dictionary<string, Sheet> sheets = new(StringComparer.Ordinal);
    private readonly List<Append> waiting = [];

    /// <summary>What was written of one aggregate: its newest state, or the events that it was born with.</summary>
    private readonly record struct Sheet(
        object? State, ReadOnlyMemory<byte> Born, long Version, DateTimeOffset? Due);

    /// <summary>The market's machines.</summary>
    public MarketMachines Machines { get; } = new(policy);

    /// <summary>The market's time; every entry is a tick later than the last.</summary>
    public DateTimeOffset Now { get; set; } = start;

    /// <summary>How many entries were written.</summary>
    public long Entries { get; private set; }

    /// <summary>Has a machine decide, and writes what follows.</summary>
    public void Ask<TState, TCommand, TEvent, TStep>(
        MarketMachine<TState, TCommand, TEvent, TStep> machine, string id, TCommand command, string? cause = null)
        where TState : class
        where TEvent : class
    {
        Now = Now.AddTicks(1);
        var state = StateOf(machine, id);
        var (events, refused) = machine.Decide(state, command, Now);
        if (refused is not null) throw new InvalidOperationException($"{id} refuses {command}: {refused}");
        if (events.Count == 0) return;
        Add(machine, id, events, machine.Births(command, machine.Fold(state, events), events, Now), cause);
    }

    /// <summary>Writes events that nobody decided on, and so nothing that would be born with them.</summary>
    public void Forge<TState, TCommand, TEvent, TStep>(
        MarketMachine<TState, TCommand, TEvent, TStep> machine, string id, params TEvent[] events)
        where TState : class
        where TEvent : class => Forge(machine, id, null, [], events);

    /// <summary>Writes events that nobody decided on, with a cause and births of one's own.</summary>
    public void Forge<TState, TCommand, TEvent, TStep>(
        MarketMachine<TState, TCommand, TEvent, TStep> machine, string id, string? cause, IReadOnlyList<Birth> births,
        params TEvent[] events)
        where TState : class
        where TEvent : class
    {
        Now = Now.AddTicks(1);
        Add(machine, id, events, births, cause);
    }

    /// <summary>Writes an entry as it is.</summary>
    public void Write(Entry entry)
    {
        waiting.Add(new Append(entry, null, []));
        Entries++;
    }

    /// <summary>The newest state of an aggregate.</summary>
    public TState StateOf<TState, TCommand, TEvent, TStep>(
        MarketMachine<TState, TCommand, TEvent, TStep> machine, string id)
        where TState : class
        where TEvent : class => sheets.TryGetValue(id, out var sheet)
        ? (TState?)sheet.State ?? machine.Fold(machine.Initial, machine.Events.Read(sheet.Born))
        : machine.Initial;

    /// <summary>Nothing more will be written of these.</summary>
    public void Forget(params IEnumerable<string> ids)
    {
        foreach (var id in ids) sheets.Remove(id);
    }

    /// <summary>Puts what was written into the store.</summary>
    public async Task Flush()
    {
        foreach (var batch in waiting.Chunk(4_096))
            if ((await store.Commit(batch)).Any(verdict => !verdict.Committed))
                throw new InvalidOperationException("The store has something else there.");
        waiting.Clear();
    }

    private void Add<TState, TCommand, TEvent, TStep>(
        MarketMachine<TState, TCommand, TEvent, TStep> machine, string id, IReadOnlyList<TEvent> events,
        IReadOnlyList<Birth> births, string? cause)
        where TState : class
        where TEvent : class
    {
        var before = sheets.GetValueOrDefault(id);
        var after = machine.Fold(StateOf(machine, id), events);
        var own = new Entry(
            id, before.Version + 1, Now, machine.DueAfter(after, Now), null, cause, machine.Events.Write(events));
        sheets[id] = new Sheet(after, default, own.Version, own.Due);
        foreach (var birth in births) sheets[birth.Aggregate] = new Sheet(null, birth.Events, 1, birth.Due);
        waiting.Add(new Append(own, before.Due, [.. births.Select(birth =>
            new Entry(birth.Aggregate, 1, Now, birth.Due, null, cause ?? id, birth.Events))]));
        Entries += 1 + births.Count;
    }
}

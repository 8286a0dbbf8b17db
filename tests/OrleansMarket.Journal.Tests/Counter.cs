using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMarket.Journal.Tests;

/// <summary>
/// A small machine: a number that grows up to a limit, rings a bell when asked to, and doubles when its alarm comes.
/// </summary>
public sealed class Counter : Machine<Counter.State, Counter.Command, Counter.Event, string, string>
{
    public sealed record State(int Value = 0, DateTimeOffset? Alarm = null)
    {
        /// <summary>Bells that are owed.</summary>
        public IReadOnlyList<string> Bells { get; init; } = [];
    }

    public abstract record Command
    {
        public sealed record Open : Command;
        public sealed record Add(int Amount) : Command;
        public sealed record Ring(params string[] Bells) : Command;
        public sealed record Rung(string Bell) : Command;
        public sealed record Wake(DateTimeOffset At) : Command;
        public sealed record Bud(string Aggregate) : Command;
        public sealed record Elapsed : Command;
    }

    public abstract record Event
    {
        public sealed record Opened : Event;
        public sealed record Added(int Amount) : Event;
        public sealed record RingAsked(string[] Bells) : Event;
        public sealed record BellRung(string Bell) : Event;
        public sealed record AlarmSet(DateTimeOffset At) : Event;
        public sealed record AlarmCame : Event;
        public sealed record Budded(string Aggregate) : Event;
    }

    /// <summary>How often a command was decided.</summary>
    public int Decisions { get; private set; }

    /// <summary>How often an event was applied.</summary>
    public int Folded { get; private set; }

    public string? SnapshotShape { get; init; }

    public bool SnapshotsAreDamaged { get; init; }

    public override State Initial { get; } = new();

    public override EventCodec<Event> Events { get; } = new EventCodec<Event>()
        .Add("opened", CounterJson.Default.Opened).Add("added", CounterJson.Default.Added)
        .Add("ring_asked", CounterJson.Default.RingAsked).Add("bell_rung", CounterJson.Default.BellRung)
        .Add("alarm_set", CounterJson.Default.AlarmSet).Add("alarm_came", CounterJson.Default.AlarmCame)
        .Add("budded", CounterJson.Default.Budded);

    public override Command Elapsed => new Command.Elapsed();

    public override SnapshotCodec<State>? Snapshots => SnapshotShape is not { } shape
        ? null
        : new SnapshotCodec<State>(
            shape,
            state => Encoding.UTF8.GetBytes($"{state.Value}"),
            body => SnapshotsAreDamaged
                ? throw new FormatException("a snapshot of the wrong kind")
                : new State(int.Parse(Encoding.UTF8.GetString(body.Span), null)),
            Every: 10,
            Weight: _ => 1);

    public override (IReadOnlyList<Event> Events, string Answer) Decide(
        State state, Command command, DateTimeOffset now)
    {
        Decisions++;
        return command switch
        {
            Command.Open when state.Value == 0 => ([new Event.Opened(), new Event.Added(1)], "opened"),
            Command.Open => ([], "open already"),
            Command.Add add when state.Value + add.Amount > 1000 => ([], "too much"),
            Command.Add add => ([new Event.Added(add.Amount)], $"{state.Value + add.Amount}"),
            Command.Ring ring => ([new Event.RingAsked(ring.Bells)], "ringing"),
            Command.Rung rung when state.Bells.Contains(rung.Bell) => ([new Event.BellRung(rung.Bell)], "rung"),
            Command.Wake wake => ([new Event.AlarmSet(wake.At)], "sleeping"),
            Command.Bud bud => ([new Event.Budded(bud.Aggregate)], "budded"),
            Command.Elapsed when state.Alarm <= now => ([new Event.AlarmCame()], "awake"),
            _ => ([], "nothing to do"),
        };
    }

    public override State Evolve(State state, Event happened)
    {
        Folded++;
        return happened switch
        {
            Event.Added added => state with { Value = state.Value + added.Amount },
            Event.RingAsked asked => state with { Bells = [.. state.Bells, .. asked.Bells] },
            Event.BellRung rung => state with { Bells = [.. state.Bells.Where(bell => bell != rung.Bell)] },
            Event.AlarmSet alarm => state with { Alarm = alarm.At },
            Event.AlarmCame => state with { Alarm = null, Value = state.Value * 2 },
            _ => state,
        };
    }

    public override DateTimeOffset? DueAt(State state) => state.Alarm;

    public override IReadOnlyList<string> Owed(State state) => state.Bells;

    public override IReadOnlyList<Birth> Births(
        Command command, State after, IReadOnlyList<Event> happened, DateTimeOffset now) =>
        [
            .. happened.OfType<Event.Budded>()
                .Select(bud => Bear(bud.Aggregate, now, new Event.Opened(), new Event.Added(1))),
        ];
}

[JsonSerializable(typeof(Counter.Event.Opened))]
[JsonSerializable(typeof(Counter.Event.Added))]
[JsonSerializable(typeof(Counter.Event.RingAsked))]
[JsonSerializable(typeof(Counter.Event.BellRung))]
[JsonSerializable(typeof(Counter.Event.AlarmSet))]
[JsonSerializable(typeof(Counter.Event.AlarmCame))]
[JsonSerializable(typeof(Counter.Event.Budded))]
internal sealed partial class CounterJson : JsonSerializerContext;

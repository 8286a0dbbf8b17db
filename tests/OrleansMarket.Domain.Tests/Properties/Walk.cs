namespace OrleansMarket.Domain.Tests;

/// <summary>One step of a random history: what is asked, and how much later.</summary>
/// <param name="Choice">Which of the commands.</param>
/// <param name="Usefully">Only of those from which something follows now, so that long histories get somewhere.</param>
/// <param name="Later">How much time passes before; negative: until the deadline.</param>
internal sealed record Stride(int Choice, bool Usefully, TimeSpan Later)
{
    private static readonly Gen<TimeSpan> Whiles = Gen.Frequency(
        (6, Gen.Const(TimeSpan.Zero)),
        (3, Gen.Int[1, 120].Select(minutes => TimeSpan.FromMinutes(minutes))),
        (2, Gen.Int[1, 100].Select(hours => TimeSpan.FromHours(hours))),
        (1, Gen.Int[1, 100].Select(days => TimeSpan.FromDays(days))),
        (2, Gen.Const(-TimeSpan.FromDays(1))));

    public static Gen<Stride> Any { get; } = Gen.Select(
        Gen.Int[0, 10_000], Gen.Bool, Whiles, (choice, usefully, later) => new Stride(choice, usefully, later));
}

/// <summary>A random history of one machine, with a look at every step of it.</summary>
internal sealed class Walk<TState, TCommand, TEvent>(
    Machine<TState, TCommand, TEvent> machine,
    TCommand elapsed,
    TCommand[] commands,
    Func<TState, DateTimeOffset?>? dueAt = null)
    where TCommand : class
    where TEvent : class
{
    public TState State { get; private set; } = machine.Initial;

    public DateTimeOffset Now { get; private set; } = Midnight;

    public Decision<TEvent> Step(Stride stride)
    {
        Now = stride.Later >= TimeSpan.Zero ? Now + stride.Later : Latest(Now, dueAt?.Invoke(State) ?? Now);
        var useful = stride.Usefully
            ? commands.Append(elapsed).Where(command => machine.Decide(State, command, Now).Events.Count > 0).ToArray()
            : [];
        var choice = useful.Length > 0 ? useful : [elapsed, .. commands];
        return Ask(choice[stride.Choice % choice.Length]);
    }

    /// <summary>
    /// Asks, and requires that the same thing asked again at once changes nothing and is answered alike.
    /// </summary>
    /// <remarks>Only time may be told twice that it has passed: more than one deadline can be over.</remarks>
    public Decision<TEvent> Ask(TCommand command)
    {
        var decision = machine.Decide(State, command, Now);
        State = machine.Fold(State, decision.Events);
        var again = machine.Decide(State, command, Now);
        if (!command.Equals(elapsed) && (again.Rejection != decision.Rejection || again.Events.Count > 0))
            Assert.Fail($"{Show.Of(command)} asked again at once: {again.Rejection} {Show.Lines(again.Events)}");
        return decision;
    }

    public void Wait(DateTimeOffset until) => Now = Latest(Now, until);

    private static DateTimeOffset Latest(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}

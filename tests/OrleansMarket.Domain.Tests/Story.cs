namespace OrleansMarket.Domain.Tests;

/// <summary>One rule, read aloud: <c>Given(events).At(instant).When(command).Then(events, or rejection)</c>.</summary>
internal sealed record Story<TState, TCommand, TEvent>(
    Machine<TState, TCommand, TEvent> Machine, TState State, DateTimeOffset Now, Decision<TEvent>? Latest)
    where TEvent : class
{
    public Story<TState, TCommand, TEvent> At(DateTimeOffset now) => this with { Now = now };

    /// <summary>
    /// Asks. What follows has happened when the next thing is asked; only the last thing asked may be refused.
    /// </summary>
    public Story<TState, TCommand, TEvent> When(TCommand command)
    {
        Assert.Null(Latest?.Rejection);
        var answer = Machine.Decide(State, command, Now);
        return this with { Latest = answer, State = Machine.Fold(State, answer.Events) };
    }

    /// <summary>These events, compared by what is in them, lists included.</summary>
    public Story<TState, TCommand, TEvent> Then(params TEvent[] expected)
    {
        Assert.Equal(Show.Lines(expected), Answer());
        return this;
    }

    public Story<TState, TCommand, TEvent> Then(Rejection why)
    {
        Assert.Equal($"rejected: {why}", Answer());
        return this;
    }

    public Story<TState, TCommand, TEvent> ThenAlreadyDone()
    {
        Assert.Equal("already done", Answer());
        return this;
    }

    public Story<TState, TCommand, TEvent> ThenItIs(object? expected, Func<TState, object?> part)
    {
        Assert.Equal(Show.Of(expected), Show.Of(part(State)));
        return this;
    }

    private string Answer() => Latest switch
    {
        null => "nothing was asked",
        { Rejection: { } why } => $"rejected: {why}",
        { IsAlreadyDone: true } => "already done",
        { Events: var events } => Show.Lines(events),
    };
}

using System.Text;

namespace OrleansMarket.Domain.Tests;

/// <summary>
/// Every command in every state of a machine. The states are not listed but explored: whatever the commands lead to
/// from the beginning, in the order in which it is found, states of one name being one state.
/// </summary>
internal sealed record Table<TState, TCommand, TEvent>(
    Machine<TState, TCommand, TEvent> Machine,
    Func<TState, string> Name,
    TCommand Elapsed,
    (string Name, TCommand Command)[] Commands)
    where TEvent : class
{
    private const string AlreadyDone = "already done";

    /// <summary>When silence next means something; never, if the machine has no clock.</summary>
    public Func<TState, DateTimeOffset?> DueAt { get; init; } = _ => null;

    /// <summary>What else is to be seen in each state: what is owed, what is allowed.</summary>
    public Func<TState, (string Name, string Value)[]> Remarks { get; init; } = _ => [];

    public string Print()
    {
        var text = new StringBuilder();
        var width = Math.Max("no: TooManyPaymentAttempts".Length, Commands.Max(command => command.Name.Length)) + 2;
        foreach (var (state, way) in States())
        {
            text.Append($"== {Name(state)}\n");
            text.Append($"   {"by".PadRight(width)}{(way.Length == 0 ? "the beginning" : string.Join(", ", way))}\n");
            if (DueAt(state) is { } due) text.Append($"   {"due".PadRight(width)}{Show.Distance(due, Midnight)}\n");
            foreach (var (name, value) in Remarks(state)) text.Append($"   {name.PadRight(width)}{value}\n");
            var answers = Questions(state)
                .Select(asked => (asked.Name, Text: Answer(state, asked.Command, asked.Now))).ToArray();
            foreach (var (name, answer) in answers.Where(asked => !IsNothing(asked.Text)))
                text.Append($"   {name.PadRight(width)}{answer}\n");
            foreach (var same in answers.Where(asked => IsNothing(asked.Text)).GroupBy(asked => asked.Text))
                text.Append($"   {same.Key.PadRight(width)}{string.Join(" | ", same.Select(asked => asked.Name))}\n");
            text.Append('\n');
        }

        return text.ToString().TrimEnd() + "\n";
    }

    public IReadOnlyList<(TState State, string[] Way)> States()
    {
        List<(TState State, string[] Way)> found = [(Machine.Initial, [])];
        HashSet<string> names = [Name(Machine.Initial)];
        for (var i = 0; i < found.Count; i++)
        {
            var (state, way) = found[i];
            foreach (var (name, command, now) in Questions(state))
            {
                var after = Machine.Fold(state, Machine.Decide(state, command, now).Events);
                if (names.Add(Name(after))) found.Add((after, [.. way, name]));
            }
        }

        return found;
    }

    private static bool IsNothing(string answer) =>
        answer == AlreadyDone || answer.StartsWith("no: ", StringComparison.Ordinal);

    private IEnumerable<(string Name, TCommand Command, DateTimeOffset Now)> Questions(TState state)
    {
        foreach (var (name, command) in Commands) yield return (name, command, Midnight);
        if (DueAt(state) is not { } due)
        {
            yield return ("Elapsed", Elapsed, Days(365));
            yield break;
        }

        yield return ("Elapsed, too early", Elapsed, JustBefore(due));
        yield return ("Elapsed, in time", Elapsed, due);
        yield return ("Elapsed, a year late", Elapsed, due + TimeSpan.FromDays(365));
    }

    private string Answer(TState state, TCommand command, DateTimeOffset now)
    {
        var decision = Machine.Decide(state, command, now);
        if (decision.Rejection is { } why) return $"no: {why}";
        if (decision.IsAlreadyDone) return AlreadyDone;
        var target = Name(Machine.Fold(state, decision.Events));
        var events = string.Join(" + ", decision.Events.Select(happened => Show.Brief(happened, now)));
        return target == Name(state) ? $"stays here  by {events}" : $"-> {target}  by {events}";
    }
}

using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>How far the clock of a simulated market is ahead of the real one. It only ever moves forward.</summary>
public static class MarketClock
{
    /// <summary>The furthest that one step can go.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromDays(366);

    /// <summary>The furthest that it can be ahead, well before the calendar of the platform ends.</summary>
    public static readonly TimeSpan Furthest = TimeSpan.FromDays(366 * 1_000);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Move forward.</summary>
        public sealed record Advance(TimeSpan By) : Command;

        /// <summary>There is no deadline here.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>It moved forward.</summary>
        public sealed record Advanced(TimeSpan By) : Event;
    }

    /// <summary>The distance to the real clock.</summary>
    public sealed record State(TimeSpan Ahead)
    {
        /// <summary>Real time.</summary>
        public static State Initial { get; } = new(TimeSpan.Zero);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State clock, Command command) => command switch
    {
        Command.Advance advance when advance.By <= TimeSpan.Zero || advance.By > LongestStep =>
            Rejection.DurationInvalid,
        Command.Advance advance when advance.By > Furthest - clock.Ahead => Rejection.DurationInvalid,
        Command.Advance advance => new Event.Advanced(advance.By),
        Command.Elapsed => Decision.AlreadyDone,
        _ => throw new UnreachableException($"{command.GetType()} is not a command of the clock."),
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State clock, Event happened) => happened switch
    {
        Event.Advanced advanced => new State(clock.Ahead + advanced.By),
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of the clock."),
    };
}

using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>A word that buyers type at the checkout, and the one campaign that it stands for.</summary>
/// <remarks>
/// <code>
///   None --Claim--> Taken     for ever: a word that was printed once must not mean something else later
/// </code>
/// </remarks>
public static class PromoCode
{
    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Let it stand for this campaign.</summary>
        public sealed record Claim(string Campaign) : Command;

        /// <summary>There is no deadline here.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>It stands for this campaign.</summary>
        public sealed record Claimed(string Campaign) : Event;
    }

    /// <summary>Everything that is known of a code.</summary>
    public sealed record State(string? Campaign)
    {
        /// <summary>A word that stands for nothing.</summary>
        public static State Initial { get; } = new((string?)null);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State code, Command command) => command switch
    {
        Command.Claim claim when code.Campaign is null => new Event.Claimed(claim.Campaign),
        Command.Claim claim when code.Campaign == claim.Campaign => Decision.AlreadyDone,
        Command.Claim => Rejection.CodeTaken,
        Command.Elapsed => Decision.AlreadyDone,
        _ => throw new UnreachableException($"{command.GetType()} is not a command of a code."),
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State code, Event happened) => happened switch
    {
        Event.Claimed claimed => new State(claimed.Campaign),
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a code."),
    };

    /// <summary>Whether a text can be a code: 3 to 30 capitals, digits and dashes.</summary>
    public static bool IsCode(string? text) =>
        text is { Length: >= 3 and <= 30 }
        && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-');
}

using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>
/// A request that carries an idempotency key: one effect and one answer, however often it is sent (I12).
/// </summary>
/// <remarks>
/// <code>
///   None --Claim--> Claimed --Answer--> Answered
/// </code>
/// The claim fixes the id of what the request will bring into being, so that a repetition after a crash goes on with
/// the same thing. The answer is kept word for word.
/// </remarks>
public static class Request
{
    /// <summary>What was answered.</summary>
    public sealed record Reply(int StatusCode, string Body);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Somebody sends it.</summary>
        /// <param name="Fingerprint">A digest of what is asked; another one under the same key is refused.</param>
        /// <param name="Subject">The id that a thing made by this request gets, if this is the first time.</param>
        public sealed record Claim(string Fingerprint, string Subject) : Command;

        /// <summary>It has been answered.</summary>
        public sealed record Answer(Reply Reply) : Command;

        /// <summary>There is no deadline here.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>It was sent for the first time.</summary>
        public sealed record Claimed(string Fingerprint, string Subject) : Event;

        /// <summary>It was answered.</summary>
        public sealed record Answered(Reply Reply) : Event;
    }

    /// <summary>Everything that is known of a request.</summary>
    public sealed record State(string? Fingerprint, string? Subject, Reply? Reply)
    {
        /// <summary>A request that nobody sent.</summary>
        public static State Initial { get; } = new(null, null, null);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State request, Command command) => command switch
    {
        Command.Claim claim when request.Fingerprint is null => new Event.Claimed(claim.Fingerprint, claim.Subject),
        Command.Claim claim when request.Fingerprint != claim.Fingerprint => Rejection.IdempotencyKeyReused,
        Command.Claim => Decision.AlreadyDone,
        Command.Answer when request.Fingerprint is null => Rejection.InvalidTransition,
        Command.Answer answer when request.Reply is null => new Event.Answered(answer.Reply),
        Command.Answer or Command.Elapsed => Decision.AlreadyDone,
        _ => throw new UnreachableException($"{command.GetType()} is not a command of a request."),
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State request, Event happened) => happened switch
    {
        Event.Claimed claimed => new State(claimed.Fingerprint, claimed.Subject, null),
        Event.Answered answered => request with { Reply = answered.Reply },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a request."),
    };
}

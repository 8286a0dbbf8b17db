using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>
/// Money on its way back to a buyer; it has one id for life, so it can be asked for any number of times.
/// </summary>
/// <remarks>
/// <code>
///   None --Open--> Pending --Settle--> Settled     the payment provider has paid (P5)
/// </code>
/// It is born in the append of the decision that owes the money (an escrow's refund, a capture that came too late), and
/// asks the payment provider until that says yes.
/// </remarks>
public static class Refund
{
    /// <summary>How far it is.</summary>
    public enum Status
    {
        /// <summary>It does not exist.</summary>
        None,

        /// <summary>Owed; the payment provider has not confirmed.</summary>
        Pending,

        /// <summary>Paid.</summary>
        Settled,
    }

    /// <summary>What goes back.</summary>
    /// <param name="Refund">Its id.</param>
    /// <param name="Order">Of which order.</param>
    /// <param name="Payment">The payment that brought the money.</param>
    /// <param name="Buyer">To whom.</param>
    /// <param name="Amount">How much, more than 0.</param>
    /// <param name="Because">Why.</param>
    /// <param name="Number">Which of the order's refunds; null where it was stored before that was said.</param>
    public sealed record Claim(
        string Refund, string Order, string Payment, string Buyer, Money Amount, string Because, int? Number = null);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Owe it.</summary>
        public sealed record Open(Claim Claim) : Command;

        /// <summary>The payment provider has paid.</summary>
        public sealed record Settle : Command;

        /// <summary>There is no deadline here; a retry may still be asked for.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>Owed.</summary>
        public sealed record Opened(Claim Claim) : Event;

        /// <summary>Paid (P5).</summary>
        public sealed record Settled(DateTimeOffset At, IReadOnlyList<Posting> Postings) : Event, IMoneyEvent;
    }

    /// <summary>Everything that is known of a refund.</summary>
    public sealed record State(Status Status, Claim? Claim, DateTimeOffset? SettledAt)
    {
        /// <summary>A refund that nobody is owed.</summary>
        public static State Initial { get; } = new(Status.None, null, null);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State refund, Command command, DateTimeOffset now) =>
        (refund.Status, command) switch
        {
            (Status.None, Command.Open open) => new Event.Opened(open.Claim),
            (_, Command.Open) => Decision.AlreadyDone,

            (Status.Pending, Command.Settle) => new Event.Settled(now, Posting.Of(new Posting(
                "P5", Account.RefundPending(refund.Claim!.Order), Account.PspCash, refund.Claim.Amount))),
            (Status.Settled, Command.Settle) => Decision.AlreadyDone,

            (_, Command.Elapsed) => Decision.AlreadyDone,
            _ => Rejection.InvalidTransition,
        };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State refund, Event happened) => happened switch
    {
        Event.Opened opened => new State(Status.Pending, opened.Claim, null),
        Event.Settled settled => refund with { Status = Status.Settled, SettledAt = settled.At },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a refund."),
    };

    /// <summary>What is still owed: to ask the payment provider.</summary>
    public static IReadOnlyList<Claim> Owed(State refund) =>
        refund is { Status: Status.Pending, Claim: { } claim } ? [claim] : [];
}

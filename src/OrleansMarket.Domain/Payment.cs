using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>One attempt to pay for some orders of one buyer.</summary>
/// <remarks>
/// <code>
///   None --Start--> Processing --Capture--> Captured     each order is paid, or pays its part back
///                       |
///                       +------Fail-------> Failed       each order can be paid anew
///                       +-----Refuse------> Refused      an order could not be paid at all; nothing was taken
/// </code>
/// While it is processing it owes one step: ask the payment provider, under the payment's own id, and tell the orders
/// what it said. No answer is never a failure: the step stays owed and the same question is asked again, which the
/// provider recognises. So a payment is taken once, whatever crashes.
/// </remarks>
public static class Payment
{
    /// <summary>How far it is.</summary>
    public enum Status
    {
        /// <summary>It does not exist.</summary>
        None,

        /// <summary>The payment provider has not said yes or no.</summary>
        Processing,

        /// <summary>The payment provider has the money.</summary>
        Captured,

        /// <summary>The payment provider declined; <see cref="State.Code"/> says why.</summary>
        Failed,

        /// <summary>An order cannot be paid; <see cref="State.Why"/> says why.</summary>
        Refused,
    }

    /// <summary>What is to be paid, and how.</summary>
    /// <param name="Payment">The payment's id, which is also its key at the payment provider.</param>
    /// <param name="Buyer">Who pays.</param>
    /// <param name="Orders">The orders, each once.</param>
    /// <param name="Method">A token of the payment provider, never a card number.</param>
    public sealed record Request(string Payment, string Buyer, IReadOnlyList<string> Orders, string Method);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Begin.</summary>
        public sealed record Start(Request Request) : Command;

        /// <summary>The provider has the money, and the orders know.</summary>
        public sealed record Capture(Money Amount) : Command;

        /// <summary>The provider declined, and the orders know.</summary>
        public sealed record Fail(string Code) : Command;

        /// <summary>An order cannot be paid.</summary>
        public sealed record Refuse(Rejection Why, string Order) : Command;

        /// <summary>There is no deadline here; the retry of the owed step is enough.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>Begun.</summary>
        public sealed record Started(Request Request, DateTimeOffset At) : Event;

        /// <summary>The money is there.</summary>
        public sealed record Captured(Money Amount, DateTimeOffset At) : Event;

        /// <summary>Declined.</summary>
        public sealed record Failed(string Code, DateTimeOffset At) : Event;

        /// <summary>Not possible.</summary>
        public sealed record Refused(Rejection Why, string Order, DateTimeOffset At) : Event;
    }

    /// <summary>Everything that is known of a payment.</summary>
    public sealed record State(
        Status Status, Request? Request, Money? Amount, string? Code, Rejection? Why, string? Order)
    {
        /// <summary>A payment that nobody asked for.</summary>
        public static State Initial { get; } = new(Status.None, null, null, null, null, null);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State payment, Command command, DateTimeOffset now) =>
        (payment.Status, command) switch
        {
            (Status.None, Command.Start start) => new Event.Started(start.Request, now),
            (_, Command.Start) => Decision.AlreadyDone,

            (Status.Processing, Command.Capture capture) => new Event.Captured(capture.Amount, now),
            (Status.Captured, Command.Capture) => Decision.AlreadyDone,
            (Status.Processing, Command.Fail fail) => new Event.Failed(fail.Code, now),
            (Status.Failed, Command.Fail) => Decision.AlreadyDone,
            (Status.Processing, Command.Refuse refuse) => new Event.Refused(refuse.Why, refuse.Order, now),
            (Status.Refused, Command.Refuse) => Decision.AlreadyDone,

            (_, Command.Elapsed) => Decision.AlreadyDone,
            _ => Rejection.InvalidTransition,
        };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State payment, Event happened) => happened switch
    {
        Event.Started started => payment with { Status = Status.Processing, Request = started.Request },
        Event.Captured captured => payment with { Status = Status.Captured, Amount = captured.Amount },
        Event.Failed failed => payment with { Status = Status.Failed, Code = failed.Code },
        Event.Refused refused => payment with { Status = Status.Refused, Why = refused.Why, Order = refused.Order },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a payment."),
    };

    /// <summary>What is still owed: to ask the payment provider and tell the orders.</summary>
    public static IReadOnlyList<Request> Owed(State payment) =>
        payment is { Status: Status.Processing, Request: { } request } ? [request] : [];
}

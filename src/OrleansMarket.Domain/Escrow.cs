using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>The money of one order, set aside until the order says where it goes.</summary>
/// <remarks>
/// <code>
///   Empty --Hold--> Held --Release--> Released     the seller is paid (P3)
///                    |
///                    +----Refund----> Refunded     the buyer is paid back (P4)
/// </code>
/// It is born in the append that makes its order paid, so "paid" and "held" are one fact. It has no clock of its own:
/// what silence means is the order's to say.
/// </remarks>
public static class Escrow
{
    /// <summary>Where the money is.</summary>
    public enum Status
    {
        /// <summary>Nothing was ever held.</summary>
        Empty,

        /// <summary>Set aside.</summary>
        Held,

        /// <summary>With the seller.</summary>
        Released,

        /// <summary>With the buyer, or on its way there.</summary>
        Refunded,
    }

    /// <summary>What is held for one line of the order; shipping is a part without commission.</summary>
    /// <param name="Cash">Paid by the buyer.</param>
    /// <param name="Subsidy">Added by the platform.</param>
    /// <param name="Commission">The platform's fee when the part is released.</param>
    public sealed record Part(Money Cash, Money Subsidy, Money Commission);

    /// <summary>What is held, for whom.</summary>
    public sealed record Deposit(string Order, string Payment, string Buyer, string Seller, IReadOnlyList<Part> Parts)
    {
        /// <summary>The buyer's money.</summary>
        public Money Cash => Parts.Sum(Currency, part => part.Cash);

        /// <summary>The platform's money.</summary>
        public Money Subsidy => Parts.Sum(Currency, part => part.Subsidy);

        /// <summary>The platform's fee on all of it.</summary>
        public Money Commission => Parts.Sum(Currency, part => part.Commission);

        /// <summary>What the seller gets of all of it.</summary>
        public Money Net => Cash + Subsidy - Commission;

        private Currency Currency => Parts[0].Cash.Currency;
    }

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Set aside; asked with the order's payment.</summary>
        public sealed record Hold(Deposit Deposit) : Command;

        /// <summary>Pay the seller.</summary>
        public sealed record Release : Command;

        /// <summary>Pay the buyer back, all of it.</summary>
        public sealed record Refund(string Because) : Command;

        /// <summary>The seller's account has been credited.</summary>
        public sealed record SellerCredited : Command;

        /// <summary>There is no deadline here; a retry may still be asked for.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>Set aside (P1, P2).</summary>
        public sealed record Held(Deposit Deposit, IReadOnlyList<Posting> Postings) : Event, IMoneyEvent;

        /// <summary>The seller has earned it (P3).</summary>
        public sealed record Released(IReadOnlyList<Posting> Postings) : Event, IMoneyEvent;

        /// <summary>It is the buyer's again (P4). A refund is born with it.</summary>
        public sealed record Refunded(string Because, IReadOnlyList<Posting> Postings) : Event, IMoneyEvent;

        /// <summary>The seller's account knows.</summary>
        public sealed record SellerCredited : Event;
    }

    /// <summary>What it can owe: to tell the seller's account.</summary>
    public sealed record CreditSeller(string Seller, string Order, Money Net, Money Subsidy);

    /// <summary>Everything that is known of the account.</summary>
    public sealed record State(Status Status, Deposit? Deposit, bool OwesCredit)
    {
        /// <summary>An account that nothing was paid into.</summary>
        public static State Initial { get; } = new(Status.Empty, null, false);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State escrow, Command command) => (escrow.Status, command) switch
    {
        (Status.Empty, Command.Hold hold) => new Event.Held(hold.Deposit, Holding(hold.Deposit)),
        (_, Command.Hold) => Decision.AlreadyDone,

        (Status.Held, Command.Release) => new Event.Released(Releasing(escrow.Deposit!)),
        (Status.Released, Command.Release) => Decision.AlreadyDone,

        (Status.Held, Command.Refund refund) => new Event.Refunded(refund.Because, Refunding(escrow.Deposit!)),
        (Status.Refunded, Command.Refund) => Decision.AlreadyDone,

        (Status.Released, Command.SellerCredited) when escrow.OwesCredit => new Event.SellerCredited(),
        (Status.Released, Command.SellerCredited) => Decision.AlreadyDone,

        (_, Command.Elapsed) => Decision.AlreadyDone,
        _ => Rejection.EscrowIsClosed,
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State escrow, Event happened) => happened switch
    {
        Event.Held held => new State(Status.Held, held.Deposit, false),
        Event.Released => escrow with { Status = Status.Released, OwesCredit = true },
        Event.Refunded => escrow with { Status = Status.Refunded },
        Event.SellerCredited => escrow with { OwesCredit = false },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of an escrow account."),
    };

    /// <summary>What the account still owes to others.</summary>
    public static IReadOnlyList<CreditSeller> Owed(State escrow) => escrow is { OwesCredit: true, Deposit: { } deposit }
        ? [new CreditSeller(deposit.Seller, deposit.Order, deposit.Net, deposit.Subsidy)]
        : [];

    /// <summary>What an order's payment sets aside: one part per line, and one for shipping.</summary>
    public static Deposit DepositOf(Order.OrderTerms terms, string payment, Policy policy)
    {
        var zero = Money.Zero(terms.ShippingFee.Currency);
        return new Deposit(terms.Order, payment, terms.Buyer, terms.Seller,
        [
            .. terms.Lines.Select(line => new Part(line.Cash, line.Subsidy,
                (line.Subtotal - line.SellerDiscount).BasisPoints(policy.CommissionBasisPoints))),
            new Part(terms.ShippingFee, zero, zero),
        ]);
    }

    private static IReadOnlyList<Posting> Holding(Deposit deposit) => Posting.Of(
        new("P1", Account.PspCash, Account.Escrow(deposit.Order), deposit.Cash),
        new("P2", Account.CouponSubsidy, Account.Escrow(deposit.Order), deposit.Subsidy));

    private static IReadOnlyList<Posting> Releasing(Deposit deposit) => Posting.Of(
        new("P3", Account.Escrow(deposit.Order), Account.SellerPayable(deposit.Seller), deposit.Net),
        new("P3", Account.Escrow(deposit.Order), Account.Commission, deposit.Commission));

    private static IReadOnlyList<Posting> Refunding(Deposit deposit) => Posting.Of(
        new("P4", Account.Escrow(deposit.Order), Account.RefundPending(deposit.Order), deposit.Cash),
        new("P4", Account.Escrow(deposit.Order), Account.CouponSubsidy, deposit.Subsidy));
}

using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>The money of one order, set aside until the order says where it goes.</summary>
/// <remarks>
/// <code>
///                  Refund (P4, P9)                Refund, RefundRest, ChargeBack (P6, P9, P10)
///                     +--+                              +--+
///                     |  v                              |  v
///   Empty --Hold--> Held --Release---------------> Released     the seller is paid the rest (P3)
///        (P1, P2)     |
///                     +--RefundRest, ChargeBack--> Refunded     the buyer has all that was left (P4, P10)
/// </code>
/// It is born in the append that makes its order paid, so "paid" and "held" are one fact. It has no clock of its own:
/// what silence means is the order's to say. The order also decides and numbers each refund; what is checked here is
/// that no part of the order gives back more than was paid for it, over all ways together (I3). After the release, the
/// seller owes what goes back.
/// </remarks>
public static partial class Escrow
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

    /// <summary>Everything that is known of the account.</summary>
    public sealed record State
    {
        /// <summary>An account that nothing was paid into.</summary>
        public static State Initial { get; } = new();

        /// <summary>Where the money is.</summary>
        public Status Status { get; init; }

        /// <summary>What was set aside.</summary>
        public Deposit? Deposit { get; init; }

        /// <summary>What has gone back of each part, all refunds together.</summary>
        public ImmutableArray<Reversal> Reversed { get; init; } = [];

        /// <summary>The numbers of what was refunded or charged back.</summary>
        public ImmutableSortedSet<int> Numbers { get; init; } = [];

        /// <summary>What the seller's account has not been told of the release.</summary>
        public Step.CreditSeller? Credit { get; init; }

        /// <summary>What the seller's account has not been told of claw-backs.</summary>
        public ImmutableList<Step.DebitSeller> Debits { get; init; } = [];
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State escrow, Command command) => (escrow.Status, command) switch
    {
        (Status.Empty, Command.Hold hold) => new Event.Held(hold.Deposit, Holding(hold.Deposit)),
        (_, Command.Hold) => Decision.AlreadyDone,

        (Status.Held, Command.Release) => new Event.Released(Releasing(escrow)),
        (Status.Released, Command.Release) => Decision.AlreadyDone,

        (_, Command.Refund { Number: var number }) when escrow.Numbers.Contains(number) => Decision.AlreadyDone,
        (_, Command.RefundRest { Number: var number }) when escrow.Numbers.Contains(number) => Decision.AlreadyDone,
        (_, Command.ChargeBack { Number: var number }) when escrow.Numbers.Contains(number) => Decision.AlreadyDone,
        (Status.Held or Status.Released, Command.Refund refund) => RefundSome(escrow, refund),
        (Status.Held or Status.Released, Command.RefundRest refund) => RefundAll(escrow, refund),
        (Status.Held or Status.Released, Command.ChargeBack lost) => ChargeAllBack(escrow, lost),

        (Status.Released, Command.SellerCredited) when escrow.Credit is not null => new Event.SellerCredited(),
        (Status.Released, Command.SellerCredited) => Decision.AlreadyDone,
        (Status.Released, Command.SellerDebited { Number: var number })
            when escrow.Debits.Exists(debit => debit.Number == number) => new Event.SellerDebited(number),
        (Status.Released, Command.SellerDebited) => Decision.AlreadyDone,

        (_, Command.Elapsed) => Decision.AlreadyDone,
        _ => Rejection.EscrowIsClosed,
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State escrow, Event happened) => happened switch
    {
        Event.Held held => State.Initial with
        {
            Status = Status.Held,
            Deposit = held.Deposit,
            Reversed = [.. held.Deposit.Parts.Select((part, index) => Reversal.None(index, part.Cash.Currency))],
        },
        Event.Released => escrow with { Status = Status.Released, Credit = CreditOf(escrow) },
        Event.PartRefunded part => GiveBack(escrow, part.Number, part.Reversals),
        Event.Refunded rest => Close(GiveBack(escrow, rest.Number ?? 0, rest.Reversals ?? Rest(escrow))),
        Event.ChargedBack lost => Close(GiveBack(escrow, lost.Number, lost.Reversals)),
        Event.SellerCredited => escrow with { Credit = null },
        Event.SellerDebited told => escrow with
        {
            Debits = escrow.Debits.RemoveAll(debit => debit.Number == told.Number),
        },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of an escrow account."),
    };

    /// <summary>
    /// What the account still owes to others: to tell the seller's account. It learns of claw-backs after the sale they
    /// belong to, so that the platform is never given back a subsidy that it has yet to bring.
    /// </summary>
    public static IReadOnlyList<Step> Owed(State escrow) => escrow.Credit is { } credit ? [credit] : escrow.Debits;

    /// <summary>What can still be refunded of each part, over all ways together.</summary>
    public static IReadOnlyList<Money> Refundable(State escrow) =>
        [.. escrow.Reversed.Select(done => escrow.Deposit!.Parts[done.Part].Cash - done.Paid)];

    /// <summary>What the account holds: 0 before it was paid into, and after it was released or refunded.</summary>
    public static Money Balance(State escrow, Currency currency) => escrow.Status == Status.Held
        ? Rest(escrow).Sum(currency, rest => rest.Cash + rest.Subsidy + rest.Coins)
        : Money.Zero(currency);

    private static State Close(State escrow) =>
        escrow.Status == Status.Held ? escrow with { Status = Status.Refunded } : escrow;

    private static State GiveBack(State escrow, int number, IReadOnlyList<Reversal> reversals)
    {
        var (reversed, after) = (escrow.Reversed.ToBuilder(), escrow.Numbers.Add(number));
        foreach (var reversal in reversals) reversed[reversal.Part] = reversed[reversal.Part].Plus(reversal);
        escrow = escrow with { Reversed = reversed.ToImmutable(), Numbers = after };
        return escrow.Status == Status.Released && DebitOf(escrow, number, reversals) is { } debit
            ? escrow with { Debits = escrow.Debits.Add(debit) }
            : escrow;
    }

    private static Step.CreditSeller CreditOf(State escrow)
    {
        var (deposit, rest) = (escrow.Deposit!, Rest(escrow));
        return new(deposit.Seller, deposit.Order,
            rest.Sum(deposit.Currency, part => part.Net),
            rest.Sum(deposit.Currency, part => part.Subsidy + part.Coins));
    }

    private static Step.DebitSeller? DebitOf(State escrow, int number, IReadOnlyList<Reversal> reversals)
    {
        var (deposit, currency) = (escrow.Deposit!, escrow.Deposit!.Currency);
        var amount = reversals.Sum(currency, part => part.Net);
        var subsidy = reversals.Sum(currency, part => part.Subsidy + part.Coins);
        return amount.IsPositive || subsidy.IsPositive
            ? new(deposit.Seller, deposit.Order, number, amount, subsidy)
            : null;
    }
}

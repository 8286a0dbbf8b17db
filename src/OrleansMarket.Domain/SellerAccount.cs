using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>What a seller has earned and not been paid yet, and what he owes.</summary>
/// <remarks>
/// <code>
///   Credit (an escrow was released):   payable + net            Pay out (P7):  payable - amount
///   Debit (a released order went back): receivable + amount     Freeze, Thaw:  whether he may be paid out
///
///   At once after a credit or debit (P8): as much as is both payable and receivable leaves both
/// </code>
/// The money itself moved into <c>seller:{id}:payable</c> with the escrow's release, and into
/// <c>seller:{id}:receivable</c> with a claw-back; this account decides who may take it out. A credit is known by its
/// order, a debit by its refund, a payout by its id.
/// <para>
/// The subsidies in what he earned are the platform's promise; its money comes to the payment provider when it is
/// needed there, which is with the next payout or repayment. Subsidies of which the platform is relieved by a claw-back
/// are taken off what it has to bring; if they are there already, it takes them back with the next payout or
/// repayment after which the seller owes nothing.
/// </para>
/// </remarks>
public static partial class SellerAccount
{
    /// <summary>How long a credit, debit or payout is remembered, to recognise a repetition.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <summary>How many payouts are kept to be shown; older ones are in the journal.</summary>
    public const int PayoutsShown = 100;

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State account, Command command, DateTimeOffset now) => command switch
    {
        Command.Credit credit when account.Known.Contains(credit.Order) => Decision.AlreadyDone,
        Command.Credit credit => AndRepaid(account,
            new Event.Credited(credit.Seller, credit.Order, credit.Net, credit.Subsidy, now), credit.Net.Currency),

        Command.Debit debit when account.Known.Contains(debit.Id) => Decision.AlreadyDone,
        Command.Debit debit => AndRepaid(account,
            new Event.Debited(debit.Seller, debit.Id, debit.Order, debit.Amount, debit.SubsidyBack, now),
            debit.Amount.Currency),

        Command.PayOut wanted when account.Known.Contains(wanted.Payout) => Decision.AlreadyDone,
        Command.PayOut wanted when !wanted.Amount.IsPositive => Rejection.QuantityInvalid,
        Command.PayOut when account.Frozen is not null => Rejection.PayoutsFrozen,
        Command.PayOut wanted when Of(account.Payable, wanted.Amount.Currency) < wanted.Amount =>
            Rejection.InsufficientPayable,
        Command.PayOut wanted => new Event.PaidOut(wanted.Payout, wanted.Amount, now, Posting.Of(
        [
            new("P7", Account.SellerPayable(account.Seller!), Account.PspCash, wanted.Amount),
            .. Funding("P7", Of(account.Subsidies, wanted.Amount.Currency)),
        ])),

        Command.Freeze when account.Frozen is not null => Decision.AlreadyDone,
        Command.Freeze freeze => new Event.PayoutsFrozen(freeze.Because, now),
        Command.Thaw when account.Frozen is null => Decision.AlreadyDone,
        Command.Thaw => new Event.PayoutsThawed(now),

        Command.Elapsed => Decision.AlreadyDone,
        _ => throw new UnreachableException($"{command.GetType()} is not a command of a seller's account."),
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State account, Event happened) => happened switch
    {
        Event.Credited credited => Remember(account, credited.Order, credited.At) with
        {
            Seller = credited.Seller,
            Payable = Plus(account.Payable, credited.Net),
            Subsidies = Plus(account.Subsidies, credited.Subsidy),
            Sales = account.Sales + 1,
        },
        Event.Debited debited => Remember(account, debited.Id, debited.At) with
        {
            Seller = debited.Seller,
            Receivable = Plus(account.Receivable, debited.Amount),
            Subsidies = Minus(account.Subsidies, debited.SubsidyBack),
        },
        Event.Repaid repaid => account with
        {
            Payable = Minus(account.Payable, repaid.Amount),
            Receivable = Minus(account.Receivable, repaid.Amount),
            Subsidies = Minus(account.Subsidies, repaid.Subsidies),
        },
        Event.PaidOut paid => Remember(account, paid.Payout, paid.At) with
        {
            Payable = Minus(account.Payable, paid.Amount),
            Subsidies = account.Subsidies.SetItem(paid.Amount.Currency, Money.Zero(paid.Amount.Currency)),
            Payouts = Latest(account.Payouts, new(paid.Payout, paid.Amount, paid.At)),
        },
        Event.PayoutsFrozen frozen => account with { Frozen = frozen.Because },
        Event.PayoutsThawed => account with { Frozen = null },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a seller's account."),
    };

    /// <summary>Lets what can be paid out repay what the seller owes, at once (P8).</summary>
    private static Decision<Event> AndRepaid(State account, Event moved, Currency currency)
    {
        account = Evolve(account, moved);
        var (payable, owed) = (Of(account.Payable, currency), Of(account.Receivable, currency));
        var amount = Money.Min(payable, owed);
        if (!amount.IsPositive) return moved;
        var subsidies = Of(account.Subsidies, currency);
        // What came back to the platform may still be with the provider for what the seller owes there.
        if (!subsidies.IsPositive && amount < owed) subsidies = Money.Zero(currency);
        var seller = account.Seller!;
        return new[]
        {
            moved,
            new Event.Repaid(amount, subsidies, Posting.Of(
            [
                new("P8", Account.SellerPayable(seller), Account.SellerReceivable(seller), amount),
                .. Funding("P8", subsidies),
            ])),
        };
    }

    /// <summary>The platform brings subsidies to the payment provider, or takes back what it has there.</summary>
    private static IReadOnlyList<Posting> Funding(string rule, Money subsidies)
    {
        var zero = Money.Zero(subsidies.Currency);
        return subsidies.IsPositive
            ? [new(rule, Account.PspCash, Account.PlatformCash, subsidies)]
            : Posting.Of(new Posting(rule, Account.PlatformCash, Account.PspCash, zero - subsidies));
    }
}

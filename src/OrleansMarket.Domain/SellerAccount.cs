using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>What a seller has earned and not been paid yet.</summary>
/// <remarks>
/// <code>
///   Credit (an escrow was released): payable + net        Pay out (P7): payable - amount
/// </code>
/// The money itself moved into <c>seller:{id}:payable</c> with the escrow's release; this account decides who may take
/// it out. A credit is known by its order, a payout by its id.
/// </remarks>
public static class SellerAccount
{
    /// <summary>How long a credit is remembered, to recognise a repetition.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>An order's escrow was released to the seller.</summary>
        public sealed record Credit(string Seller, string Order, Money Net, Money Subsidy) : Command;

        /// <summary>The seller wants his money.</summary>
        public sealed record PayOut(string Payout, Money Amount) : Command;

        /// <summary>There is no deadline here.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>Earned.</summary>
        public sealed record Credited(string Seller, string Order, Money Net, Money Subsidy, DateTimeOffset At) : Event;

        /// <summary>
        /// Paid (P7). The subsidies in it are moved to the payment provider from the platform's own money.
        /// </summary>
        public sealed record PaidOut(string Payout, Money Amount, DateTimeOffset At, IReadOnlyList<Posting> Postings)
            : Event, IMoneyEvent;
    }

    /// <summary>A payment to the seller.</summary>
    public sealed record Payout(string Id, Money Amount, DateTimeOffset At);

    /// <summary>Everything that is known of an account.</summary>
    public sealed record State
    {
        /// <summary>The account of somebody who has never sold anything.</summary>
        public static State Initial { get; } = new();

        /// <summary>Whose it is.</summary>
        public string? Seller { get; init; }

        /// <summary>Earned and not paid out, by currency.</summary>
        public ImmutableDictionary<Currency, Money> Payable { get; init; } = ImmutableDictionary<Currency, Money>.Empty;

        /// <summary>Subsidies within it that the payment provider does not have yet, by currency.</summary>
        public ImmutableDictionary<Currency, Money> Subsidies { get; init; } =
            ImmutableDictionary<Currency, Money>.Empty;

        /// <summary>Orders that were credited.</summary>
        public int Sales { get; init; }

        /// <summary>Payments so far.</summary>
        public ImmutableList<Payout> Payouts { get; init; } = [];

        /// <summary>Orders credited lately.</summary>
        public ImmutableHashSet<string> Credits { get; init; } =
            ImmutableHashSet.Create<string>(StringComparer.Ordinal);

        /// <summary>The same, oldest first.</summary>
        public ImmutableQueue<(DateTimeOffset At, string Order)> Memory { get; init; } = [];
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State account, Command command, DateTimeOffset now) => command switch
    {
        Command.Credit credit when account.Credits.Contains(credit.Order) => Decision.AlreadyDone,
        Command.Credit credit => new Event.Credited(credit.Seller, credit.Order, credit.Net, credit.Subsidy, now),

        Command.PayOut wanted when account.Payouts.Any(paid => paid.Id == wanted.Payout) => Decision.AlreadyDone,
        Command.PayOut wanted when !wanted.Amount.IsPositive => Rejection.QuantityInvalid,
        Command.PayOut wanted when Of(account.Payable, wanted.Amount.Currency) < wanted.Amount =>
            Rejection.InsufficientPayable,
        Command.PayOut wanted => new Event.PaidOut(wanted.Payout, wanted.Amount, now, Posting.Of(
            new("P7", Account.SellerPayable(account.Seller!), Account.PspCash, wanted.Amount),
            new("P7", Account.PspCash, Account.PlatformCash, Of(account.Subsidies, wanted.Amount.Currency)))),

        Command.Elapsed => Decision.AlreadyDone,
        _ => throw new UnreachableException($"{command.GetType()} is not a command of a seller's account."),
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State account, Event happened) => happened switch
    {
        Event.Credited credited => Earn(Forget(account, credited.At), credited),
        Event.PaidOut paid => account with
        {
            Payable = Plus(account.Payable, Money.Zero(paid.Amount.Currency) - paid.Amount),
            Subsidies = account.Subsidies.SetItem(paid.Amount.Currency, Money.Zero(paid.Amount.Currency)),
            Payouts = account.Payouts.Add(new(paid.Payout, paid.Amount, paid.At)),
        },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a seller's account."),
    };

    /// <summary>The balance in a currency; zero where there never was one.</summary>
    public static Money Of(ImmutableDictionary<Currency, Money> balances, Currency currency) =>
        balances.TryGetValue(currency, out var balance) ? balance : Money.Zero(currency);

    private static State Earn(State account, Event.Credited credited) => account with
    {
        Seller = credited.Seller,
        Payable = Plus(account.Payable, credited.Net),
        Subsidies = Plus(account.Subsidies, credited.Subsidy),
        Sales = account.Sales + 1,
        Credits = account.Credits.Add(credited.Order),
        Memory = account.Memory.Enqueue((credited.At, credited.Order)),
    };

    private static ImmutableDictionary<Currency, Money> Plus(
        ImmutableDictionary<Currency, Money> balances, Money amount) =>
        balances.SetItem(amount.Currency, Of(balances, amount.Currency) + amount);

    /// <summary>
    /// Drops what was credited so long ago that nobody asks for it again; two per credit keep pace for ever.
    /// </summary>
    private static State Forget(State account, DateTimeOffset now)
    {
        for (var i = 0; i < 2 && !account.Memory.IsEmpty && account.Memory.Peek().At < now - Remembered; i++)
        {
            var (_, order) = account.Memory.Peek();
            account = account with { Memory = account.Memory.Dequeue(), Credits = account.Credits.Remove(order) };
        }

        return account;
    }
}

using System.Collections.Immutable;

namespace OrleansMarket.Domain;

/// <summary>The words of a seller's account, and what is known of it.</summary>
public static partial class SellerAccount
{
    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>An order's escrow was released to the seller.</summary>
        public sealed record Credit(string Seller, string Order, Money Net, Money Subsidy) : Command;

        /// <summary>Something of a released order went back to its buyer, under the refund's id.</summary>
        public sealed record Debit(string Seller, string Id, string Order, Money Amount, Money SubsidyBack) : Command;

        /// <summary>The seller wants his money.</summary>
        public sealed record PayOut(string Payout, Money Amount) : Command;

        /// <summary>He is not to be paid out for now.</summary>
        public sealed record Freeze(string Because) : Command;

        /// <summary>He may be paid out again.</summary>
        public sealed record Thaw : Command;

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

        /// <summary>Owed.</summary>
        public sealed record Debited(
            string Seller, string Id, string Order, Money Amount, Money SubsidyBack, DateTimeOffset At) : Event;

        /// <summary>
        /// What was earned has repaid what was owed (P8). The platform has brought <paramref name="Subsidies"/> to the
        /// payment provider or, if that is negative, taken them back.
        /// </summary>
        public sealed record Repaid(Money Amount, Money Subsidies, IReadOnlyList<Posting> Postings)
            : Event, IMoneyEvent;

        /// <summary>
        /// Paid (P7). The subsidies in it are moved to the payment provider from the platform's own money.
        /// </summary>
        public sealed record PaidOut(string Payout, Money Amount, DateTimeOffset At, IReadOnlyList<Posting> Postings)
            : Event, IMoneyEvent;

        /// <summary>He is not paid out for now.</summary>
        public sealed record PayoutsFrozen(string Because, DateTimeOffset At) : Event;

        /// <summary>He can be paid out again.</summary>
        public sealed record PayoutsThawed(DateTimeOffset At) : Event;
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

        /// <summary>Owed for orders that went back, by currency; 0 where something is payable.</summary>
        public ImmutableDictionary<Currency, Money> Receivable { get; init; } =
            ImmutableDictionary<Currency, Money>.Empty;

        /// <summary>
        /// Subsidies that the payment provider does not have yet, by currency; negative: has, though they came back.
        /// </summary>
        public ImmutableDictionary<Currency, Money> Subsidies { get; init; } =
            ImmutableDictionary<Currency, Money>.Empty;

        /// <summary>Orders that were credited.</summary>
        public int Sales { get; init; }

        /// <summary>The latest payments, oldest first.</summary>
        public ImmutableList<Payout> Payouts { get; init; } = [];

        /// <summary>Why nothing is paid out now; null when it is.</summary>
        public string? Frozen { get; init; }

        /// <summary>The ids of what was credited, debited and paid out lately.</summary>
        public ImmutableHashSet<string> Known { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

        /// <summary>The same, oldest first.</summary>
        public ImmutableQueue<(DateTimeOffset At, string Id)> Memory { get; init; } = [];
    }

    /// <summary>The balance in a currency; zero where there never was one.</summary>
    public static Money Of(ImmutableDictionary<Currency, Money> balances, Currency currency) =>
        balances.TryGetValue(currency, out var balance) ? balance : Money.Zero(currency);

    private static ImmutableDictionary<Currency, Money> Plus(
        ImmutableDictionary<Currency, Money> balances, Money amount) =>
        balances.SetItem(amount.Currency, Of(balances, amount.Currency) + amount);

    private static ImmutableDictionary<Currency, Money> Minus(
        ImmutableDictionary<Currency, Money> balances, Money amount) =>
        balances.SetItem(amount.Currency, Of(balances, amount.Currency) - amount);

    private static ImmutableList<Payout> Latest(ImmutableList<Payout> payouts, Payout next) =>
        (payouts.Count < PayoutsShown ? payouts : payouts.RemoveAt(0)).Add(next);

    /// <summary>
    /// Remembers what happened, and drops what happened so long ago that nobody asks for it again; two for one keep
    /// pace for ever.
    /// </summary>
    private static State Remember(State account, string id, DateTimeOffset now)
    {
        var (known, memory) = (account.Known, account.Memory);
        for (var i = 0; i < 2 && !memory.IsEmpty && memory.Peek().At < now - Remembered; i++)
        {
            memory = memory.Dequeue(out var old);
            known = known.Remove(old.Id);
        }

        return account with { Known = known.Add(id), Memory = memory.Enqueue((now, id)) };
    }
}

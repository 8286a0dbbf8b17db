using System.Collections.Immutable;

namespace OrleansMarket.Domain;

/// <summary>The words of a seller's standing, and what is known of it.</summary>
public static partial class SellerStanding
{
    /// <summary>What a seller can be reported for (DOMAIN.md §1.6).</summary>
    public enum Category
    {
        /// <summary>He wants to be paid outside of the market, where nobody is protected.</summary>
        OfflinePayment,

        /// <summary>His tracking numbers carry nothing.</summary>
        FalseTracking,

        /// <summary>His goods are not what they claim to be.</summary>
        Counterfeit,

        /// <summary>He threatens or insults.</summary>
        Harassment,

        /// <summary>Something else.</summary>
        Other,
    }

    /// <summary>What operators make of a report.</summary>
    public enum Verdict
    {
        /// <summary>Nobody has looked at it.</summary>
        Open,

        /// <summary>It is true.</summary>
        Confirmed,

        /// <summary>It is not, or it does not matter.</summary>
        Dismissed,
    }

    /// <summary>Why a seller takes no new orders.</summary>
    public enum FreezeReason
    {
        /// <summary>Many buyers have reported him.</summary>
        ManyReports,

        /// <summary>A report is true.</summary>
        ConfirmedReport,

        /// <summary>A report is true, and he cheats: his money stays where it is, too.</summary>
        ConfirmedFraud,
    }

    /// <summary>What a buyer reports.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Reporter">Who reports.</param>
    /// <param name="Category">What for.</param>
    /// <param name="Order">The reporter's order that it is about; null for none.</param>
    /// <param name="Text">In the reporter's words.</param>
    /// <param name="Evidence">Links to what shows it.</param>
    public sealed record Report(
        string Id, string Reporter, Category Category, string? Order, string Text, IReadOnlyList<string> Evidence);

    /// <summary>A report, and what became of it.</summary>
    public sealed record Filed(Report Report, DateTimeOffset At, Verdict Verdict);

    /// <summary>A buyer whom the seller has let down.</summary>
    public sealed record Strike(string Order, Order.CloseReason Because, DateTimeOffset At);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>A buyer reports the seller.</summary>
        public sealed record File(Report Report) : Command;

        /// <summary>A report is true; with <paramref name="IsFraud"/> the seller's money is frozen too.</summary>
        public sealed record Confirm(string Report, bool IsFraud) : Command;

        /// <summary>A report is not true, or does not matter.</summary>
        public sealed record Dismiss(string Report) : Command;

        /// <summary>He may take orders again; what was reported so far no longer counts.</summary>
        public sealed record Reopen : Command;

        /// <summary>An order came to nothing because of him.</summary>
        public sealed record AddStrike(string Order, Order.CloseReason Because) : Command;

        /// <summary>He is about to leave the market: no new orders.</summary>
        public sealed record CloseStore : Command;

        /// <summary>He stays.</summary>
        public sealed record OpenStore : Command;

        /// <summary>
        /// The money of his open orders and his payouts are frozen. With <paramref name="UnpaidAreLeft"/> there are
        /// orders that may still be paid.
        /// </summary>
        public sealed record MoneyFrozen(bool UnpaidAreLeft) : Command;

        /// <summary>His payouts are thawed.</summary>
        public sealed record PayoutsThawed : Command;

        /// <summary>It is time to look for open orders again.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>Somebody reported him.</summary>
        public sealed record Reported(Report Report, DateTimeOffset At) : Event;

        /// <summary>A report is true.</summary>
        public sealed record Confirmed(string Report, bool IsFraud, DateTimeOffset At) : Event;

        /// <summary>A report is not true.</summary>
        public sealed record Dismissed(string Report, DateTimeOffset At) : Event;

        /// <summary>He takes no new orders.</summary>
        public sealed record Frozen(FreezeReason Because, DateTimeOffset At) : Event;

        /// <summary>He takes orders again.</summary>
        public sealed record Reopened(DateTimeOffset At) : Event;

        /// <summary>He let a buyer down.</summary>
        public sealed record Struck(string Order, Order.CloseReason Because, DateTimeOffset At) : Event;

        /// <summary>His store is closed because he leaves.</summary>
        public sealed record StoreClosed : Event;

        /// <summary>His store is open again.</summary>
        public sealed record StoreOpened : Event;

        /// <summary>His money is frozen; it is looked again then, unless nothing more can come.</summary>
        public sealed record MoneyFrozen(DateTimeOffset? LookAgainAt) : Event;

        /// <summary>It is time to look again.</summary>
        public sealed record LookAgain : Event;

        /// <summary>His payouts are thawed.</summary>
        public sealed record PayoutsThawed : Event;
    }

    /// <summary>What a standing can owe to others.</summary>
    public abstract record Step
    {
        private Step()
        {
        }

        /// <summary>Freezes the seller's payouts and the money of his open orders.</summary>
        public sealed record FreezeMoney : Step;

        /// <summary>Pays him out again.</summary>
        public sealed record ThawPayouts : Step;
    }

    /// <summary>Everything that is known of a standing.</summary>
    public sealed record State
    {
        /// <summary>Of whom nothing is known, he may sell.</summary>
        public static State Initial { get; } = new();

        /// <summary>Why he takes no new orders; null when he does.</summary>
        public FreezeReason? Frozen { get; init; }

        /// <summary>Since when.</summary>
        public DateTimeOffset? FrozenAt { get; init; }

        /// <summary>Whether he is leaving the market, or has left it.</summary>
        public bool IsStoreClosed { get; init; }

        /// <summary>Reports from then on count together; earlier ones were looked at.</summary>
        public DateTimeOffset CountsFrom { get; init; } = DateTimeOffset.MinValue;

        /// <summary>What was reported, by the reports' ids.</summary>
        public ImmutableSortedDictionary<string, Filed> Reports { get; init; } =
            ImmutableSortedDictionary.Create<string, Filed>(StringComparer.Ordinal);

        /// <summary>Whom he let down, by their orders.</summary>
        public ImmutableDictionary<string, Strike> Strikes { get; init; } =
            ImmutableDictionary.Create<string, Strike>(StringComparer.Ordinal);

        /// <summary>Whether his money has to be frozen.</summary>
        public bool OwesFreezing { get; init; }

        /// <summary>Whether it has been looked for his open orders once.</summary>
        public bool HasLooked { get; init; }

        /// <summary>When to look again for orders that were paid since.</summary>
        public DateTimeOffset? LookAgainAt { get; init; }

        /// <summary>Whether his payouts have to be thawed.</summary>
        public bool OwesThawing { get; init; }
    }
}

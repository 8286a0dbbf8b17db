namespace OrleansMarket.Domain;

/// <summary>The commands and events of a buyer's coins.</summary>
public static partial class Coins
{
    /// <summary>Coins of one order.</summary>
    public sealed record Share(string Order, int Count);

    /// <summary>Coins that lapse at the same instant.</summary>
    public sealed record Lot(DateTimeOffset ExpiresAt, int Count);

    /// <summary>Coins that are set aside for, or were spent on, one order.</summary>
    public sealed record Portion(string Order, IReadOnlyList<Lot> Lots);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>The buyer looks in; once a day it is worth coins.</summary>
        public sealed record CheckIn : Command;

        /// <summary>An order is finished; once per order it is worth coins.</summary>
        public sealed record Grant(string Order, int Count) : Command;

        /// <summary>Set coins aside for the orders of a checkout, until then.</summary>
        public sealed record Lock(string Checkout, IReadOnlyList<Share> Shares, DateTimeOffset Until) : Command;

        /// <summary>The order is being paid.</summary>
        public sealed record Spend(string Order) : Command;

        /// <summary>Orders that coins were set aside for came to nothing.</summary>
        public sealed record Unlock(IReadOnlyList<string> Orders) : Command;

        /// <summary>
        /// Money of an order goes back, and coins with it; the refund's id makes it unique. Coins that have lapsed
        /// since come back only when the seller was at fault.
        /// </summary>
        public sealed record Return(string Order, string Refund, int Count, bool EvenIfExpired) : Command;

        /// <summary>The buyer has left the market.</summary>
        public sealed record Forfeit : Command;

        /// <summary>Time has passed.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>The buyer has looked in.</summary>
        public sealed record CheckedIn(int Count, DateTimeOffset ExpiresAt, DateTimeOffset At) : Event;

        /// <summary>A finished order was worth coins.</summary>
        public sealed record Granted(string Order, int Count, DateTimeOffset ExpiresAt, DateTimeOffset At) : Event;

        /// <summary>Coins are set aside, those that lapse first before the others.</summary>
        public sealed record Locked(
            string Checkout, IReadOnlyList<Portion> Portions, DateTimeOffset Until, DateTimeOffset At) : Event;

        /// <summary>They are set aside for longer.</summary>
        public sealed record LockExtended(string Checkout, DateTimeOffset Until) : Event;

        /// <summary>The coins of this order are spent.</summary>
        public sealed record Spent(string Order, DateTimeOffset At) : Event;

        /// <summary>The coins of these orders can be used again.</summary>
        public sealed record Unlocked(IReadOnlyList<string> Orders, DateTimeOffset At) : Event;

        /// <summary>They were set aside for too long.</summary>
        public sealed record LockExpired(string Checkout, DateTimeOffset At) : Event;

        /// <summary>
        /// Of so many coins of an order, these can be used again; the others had lapsed.
        /// </summary>
        public sealed record Returned(
            string Order, string Refund, int Count, IReadOnlyList<Lot> Lots, DateTimeOffset At) : Event;

        /// <summary>Coins that nobody used have lapsed.</summary>
        public sealed record Lapsed(int Count, DateTimeOffset At) : Event;

        /// <summary>Coins of somebody who has left.</summary>
        public sealed record Forfeited(int Count, DateTimeOffset At) : Event;
    }
}

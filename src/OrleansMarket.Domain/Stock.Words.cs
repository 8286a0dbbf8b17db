namespace OrleansMarket.Domain;

/// <summary>The stock's commands and events, and the values in them.</summary>
public static partial class Stock
{
    /// <summary>Units wanted for one order.</summary>
    public sealed record Claim(string Order, int Quantity);

    /// <summary>How much one buyer, and one sale, can have.</summary>
    /// <param name="Buyer">Who orders; null when nobody counts.</param>
    /// <param name="PerBuyer">The most for one buyer over all his orders; null for as many as there are.</param>
    /// <param name="Sale">The flash sale in which it is ordered; null outside of one.</param>
    public sealed record Limits(string? Buyer, int? PerBuyer, Listing.Sale? Sale);

    /// <summary>Units that are set aside for an order, or were sold to it.</summary>
    /// <param name="Quantity">
    /// How many. None of a sold one: all of it came back, or the order was closed before it took anything; it takes
    /// nothing any more.
    /// </param>
    /// <param name="Until">When an open reservation ends by itself; when a sold one was sold.</param>
    /// <param name="IsSold">Sold, not only reserved.</param>
    /// <param name="Count">Whose and which sale's count it is part of; null when nobody counts.</param>
    public readonly record struct Reservation(int Quantity, DateTimeOffset Until, bool IsSold, Counted? Count = null);

    /// <summary>Where units are counted.</summary>
    /// <param name="Buyer">For this buyer.</param>
    /// <param name="Sale">For the flash sale that began then.</param>
    public sealed record Counted(string? Buyer, DateTimeOffset? Sale);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>New units arrive; the move's id makes it unique.</summary>
        public sealed record Receive(string Move, int Quantity) : Command;

        /// <summary>
        /// Sets units aside for the orders of one checkout: all of them or none, added up before answering.
        /// </summary>
        public sealed record Reserve(IReadOnlyList<Claim> Claims, DateTimeOffset Until, Limits? Limits = null)
            : Command;

        /// <summary>The order may be paid later than it was thought: its units stay set aside until then.</summary>
        public sealed record Extend(string Order, DateTimeOffset Until) : Command;

        /// <summary>
        /// The order is being paid: its units are sold. With <paramref name="Unreserved"/>, so many that were not
        /// reserved before, when there are any.
        /// </summary>
        public sealed record Commit(string Order, int? Unreserved = null) : Command;

        /// <summary>Some of what was sold to the order comes back on hand; the id makes it unique.</summary>
        public sealed record TakeBack(string Order, string Id, int Quantity) : Command
        {
            /// <summary>What it is remembered as: no move of another kind is called like this.</summary>
            public string Move => MoveOf(Order, Id);
        }

        /// <summary>
        /// The orders came to nothing: their units are free, or come back. With <paramref name="ForGood"/> they cannot
        /// take units later either, which an order whose goods are deducted on payment could.
        /// </summary>
        public sealed record Free(IReadOnlyList<string> Orders, bool ForGood = false) : Command;

        /// <summary>Time has passed.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>Units arrived.</summary>
        public sealed record Received(string Move, int Quantity, DateTimeOffset At) : Event;

        /// <summary>
        /// Units are set aside, and counted for a buyer and a sale where there is a limit. With
        /// <paramref name="SoldOut"/> they were the last; null when they were not.
        /// </summary>
        public sealed record Reserved(
            IReadOnlyList<Claim> Claims, DateTimeOffset Until, string? Buyer = null, DateTimeOffset? Sale = null,
            bool? SoldOut = null) : Event;

        /// <summary>Units are sold.</summary>
        public sealed record Committed(string Order, DateTimeOffset At) : Event;

        /// <summary>Some of the units sold to an order are back on hand.</summary>
        public sealed record TakenBack(string Order, string Id, int Quantity, DateTimeOffset At) : Event;

        /// <summary>
        /// Units are available again, or back on hand. With <paramref name="ClosedAt"/>, the orders take none any more.
        /// </summary>
        public sealed record Freed(IReadOnlyList<string> Orders, DateTimeOffset? ClosedAt = null) : Event;

        /// <summary>Units are set aside for longer.</summary>
        public sealed record Extended(string Order, DateTimeOffset Until) : Event;

        /// <summary>Reservations whose time was up are available again.</summary>
        public sealed record Expired(IReadOnlyList<string> Orders) : Event;
    }

    private static string MoveOf(string order, string id) => $"{order} {id}";
}

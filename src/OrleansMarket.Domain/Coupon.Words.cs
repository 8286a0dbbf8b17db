namespace OrleansMarket.Domain;

/// <summary>The coupon's terms, commands, events and what it owes.</summary>
public static partial class Coupon
{
    /// <summary>When a discount is applied; the earlier ones leave less for the later ones.</summary>
    public enum Stage
    {
        /// <summary>The seller's own coupon, for his lines.</summary>
        Store,

        /// <summary>The platform's coupon for stores that accept it.</summary>
        Select,

        /// <summary>The platform's coupon, for everything.</summary>
        Platform,
    }

    /// <summary>What sort of coupon it is (DOMAIN.md §1.3).</summary>
    public enum Kind
    {
        /// <summary>Of the platform, for everything.</summary>
        Platform,

        /// <summary>Of the platform, for stores that accept it.</summary>
        Select,

        /// <summary>Of a seller, for his store.</summary>
        Store,

        /// <summary>Of the platform, for the first order of a buyer.</summary>
        NewUser,

        /// <summary>A word that many know, typed at the checkout; this is one use of it.</summary>
        Code,

        /// <summary>Of the platform, given to one buyer to make up for something.</summary>
        Compensation,
    }

    /// <summary>What a coupon is worth, and where.</summary>
    /// <param name="Campaign">The campaign that issued it.</param>
    /// <param name="Seller">The seller who pays for it and in whose store it is used; null for the platform's.</param>
    /// <param name="Value">The discount, in the currency of the checkout; the most of it when it is a share.</param>
    /// <param name="MinimumSpend">What the goods must cost after earlier discounts, without shipping and tax.</param>
    /// <param name="ValidFrom">From then on.</param>
    /// <param name="ValidUntil">Before then.</param>
    /// <param name="Kind">What sort it is; null for a store's when a seller pays, and the platform's otherwise.</param>
    /// <param name="Percent">The discount as a share of the goods, 1 to 100; null for a fixed one.</param>
    /// <param name="Sellers">Only in the stores of these sellers; null for any.</param>
    /// <param name="Skus">Only for these SKUs; null for any.</param>
    /// <param name="NonRefundable">Once used it never comes back; null when it may.</param>
    public sealed record Terms(
        string Campaign,
        string? Seller,
        Money Value,
        Money MinimumSpend,
        DateTimeOffset ValidFrom,
        DateTimeOffset ValidUntil,
        Kind? Kind = null,
        int? Percent = null,
        IReadOnlyList<string>? Sellers = null,
        IReadOnlyList<string>? Skus = null,
        bool? NonRefundable = null)
    {
        /// <summary>What sort it is.</summary>
        public Kind Sort => Kind ?? (Seller is null ? Coupon.Kind.Platform : Coupon.Kind.Store);

        /// <summary>When it is applied.</summary>
        public Stage Stage => Seller is not null ? Stage.Store
            : Sort == Coupon.Kind.Select ? Stage.Select
            : Stage.Platform;

        /// <summary>Whether it lowers a line of this seller and SKU.</summary>
        public bool Covers(string seller, string sku) =>
            (Seller is null || Seller == seller) && Sellers?.Contains(seller) != false && Skus?.Contains(sku) != false;

        /// <summary>What it takes off goods that cost so much, in minor units.</summary>
        public long OffOf(long goods) => Math.Min(goods, Percent is { } percent
            ? Math.Min(Value.Minor, (long)((Int128)goods * percent / 100))
            : Value.Minor);
    }

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Give it to a buyer.</summary>
        public sealed record Issue(string Buyer, Terms Terms) : Command;

        /// <summary>Promise it to the orders of a checkout.</summary>
        public sealed record Lock(string Buyer, string Checkout, IReadOnlyList<string> Orders, DateTimeOffset Until)
            : Command;

        /// <summary>An order that was promised it is being paid.</summary>
        public sealed record Redeem(string Order) : Command;

        /// <summary>Orders that were promised it came to nothing, and why; null when nobody paid for them.</summary>
        public sealed record Unlock(IReadOnlyList<string> Orders, Cause? Cause = null) : Command;

        /// <summary>Its campaign was revoked.</summary>
        public sealed record Revoke : Command;

        /// <summary>The campaign knows that this use of its code has come to nothing.</summary>
        public sealed record PlaceTaken : Command;

        /// <summary>The buyer's wallet has it.</summary>
        public sealed record InWallet : Command;

        /// <summary>Time has passed.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>It is in the buyer's wallet.</summary>
        public sealed record Issued(string Buyer, Terms Terms) : Event;

        /// <summary>It is promised.</summary>
        public sealed record Locked(string Checkout, IReadOnlyList<string> Orders, DateTimeOffset Until) : Event;

        /// <summary>It is used up.</summary>
        public sealed record Redeemed(string Order) : Event;

        /// <summary>These orders do not need it any more.</summary>
        public sealed record Unlocked(IReadOnlyList<string> Orders) : Event;

        /// <summary>It was used, and these orders came to nothing.</summary>
        public sealed record GivenUp(IReadOnlyList<string> Orders, Cause Cause) : Event;

        /// <summary>All orders that used it came to nothing, and it can be used again until then.</summary>
        public sealed record Restored(Reason Because, DateTimeOffset ValidUntil) : Event;

        /// <summary>It was used, and whatever else happens to its orders it does not come back.</summary>
        public sealed record Consumed(Reason Because) : Event;

        /// <summary>The promise was not kept in time.</summary>
        public sealed record LockExpired : Event;

        /// <summary>Its validity is over.</summary>
        public sealed record Expired : Event;

        /// <summary>Its campaign was revoked; nobody can use it any more.</summary>
        public sealed record Revoked : Event;

        /// <summary>Somebody else can use the code in its place.</summary>
        public sealed record PlaceGivenBack : Event;

        /// <summary>What was a use of a code is in the buyer's wallet.</summary>
        public sealed record PutIntoWallet : Event;
    }

    /// <summary>What a use of a code can owe to others.</summary>
    public abstract record Step
    {
        private Step()
        {
        }

        /// <summary>Gives the place of a use that came to nothing back to the campaign.</summary>
        /// <param name="Campaign">The campaign.</param>
        /// <param name="Checkout">The checkout that took the place.</param>
        public sealed record GiveBack(string Campaign, string Checkout) : Step;

        /// <summary>Puts what became the buyer's own coupon into his wallet.</summary>
        /// <param name="Buyer">Whose wallet.</param>
        public sealed record PutIntoWallet(string Buyer) : Step;
    }
}

namespace OrleansMarket.Domain;

/// <summary>The campaign's offer, commands and events.</summary>
public static partial class Campaign
{
    /// <summary>What is offered.</summary>
    /// <param name="Terms">What each coupon is worth, and where.</param>
    /// <param name="Title">For people.</param>
    /// <param name="Quota">How many coupons there are.</param>
    /// <param name="PerBuyer">How many one buyer can have.</param>
    /// <param name="Code">The word to type at the checkout, in capitals; null when coupons are claimed.</param>
    /// <param name="For">The only buyer who can have them; null for everybody.</param>
    public sealed record Offer(
        Coupon.Terms Terms, string Title, int Quota, int PerBuyer, string? Code = null, string? For = null);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Offer these coupons, at once or as a draft.</summary>
        public sealed record Create(Offer Offer, bool IsDraft = false) : Command;

        /// <summary>Give coupons from now on.</summary>
        public sealed record Activate : Command;

        /// <summary>Give none for the time being.</summary>
        public sealed record Pause : Command;

        /// <summary>Give none any more; what was given stays good.</summary>
        public sealed record End : Command;

        /// <summary>Give none any more, and let nobody use what was given.</summary>
        public sealed record Revoke : Command;

        /// <summary>A buyer wants one; the claim's id makes it unique.</summary>
        public sealed record Claim(string ClaimId, string Buyer) : Command;

        /// <summary>A checkout uses the code. The coupon is born locked for its orders, until then.</summary>
        public sealed record TakeCode(
            string Checkout, string Buyer, IReadOnlyList<string> Orders, DateTimeOffset Until) : Command;

        /// <summary>What this buyer took under this claim, with this number, came to nothing.</summary>
        public sealed record GiveBack(string ClaimId, string Buyer, int Number) : Command;

        /// <summary>There is no deadline here.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>The coupons are offered.</summary>
        public sealed record Created(Offer Offer, bool? IsDraft = null) : Event;

        /// <summary>Coupons are given.</summary>
        public sealed record Activated : Event;

        /// <summary>No coupons are given.</summary>
        public sealed record Paused : Event;

        /// <summary>No coupons are given any more.</summary>
        public sealed record Ended : Event;

        /// <summary>What was given is worth nothing any more.</summary>
        public sealed record Revoked : Event;

        /// <summary>A buyer has one. The coupon is born with it.</summary>
        public sealed record Claimed(string ClaimId, string Buyer, int Number) : Event;

        /// <summary>A use of the code came to nothing; another can take its place.</summary>
        public sealed record GivenBack(string ClaimId, string Buyer, int Number) : Event;
    }
}

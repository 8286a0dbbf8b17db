using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>An offer of coupons: what they are worth, for whom, and how many there are.</summary>
/// <remarks>
/// <code>
///   None --Create--> Active --Claim--> Active … until the quota is claimed
/// </code>
/// A claim and the birth of its coupon are one append, so that the quota is exact (I7). The claim's number, 1 to quota,
/// is part of the coupon's id.
/// </remarks>
public static class Campaign
{
    /// <summary>What is offered.</summary>
    /// <param name="Terms">What each coupon is worth, and where.</param>
    /// <param name="Title">For people.</param>
    /// <param name="Quota">How many coupons there are.</param>
    /// <param name="PerBuyer">How many one buyer can claim.</param>
    public sealed record Offer(Coupon.Terms Terms, string Title, int Quota, int PerBuyer);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Offer these coupons.</summary>
        public sealed record Create(Offer Offer) : Command;

        /// <summary>A buyer wants one; the claim's id makes it unique.</summary>
        public sealed record Claim(string ClaimId, string Buyer) : Command;

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
        public sealed record Created(Offer Offer) : Event;

        /// <summary>A buyer has one. The coupon is born with it.</summary>
        public sealed record Claimed(string ClaimId, string Buyer, int Number) : Event;
    }

    /// <summary>Everything that is known of a campaign.</summary>
    public sealed record State
    {
        /// <summary>A campaign that does not exist.</summary>
        public static State Initial { get; } = new();

        /// <summary>What is offered.</summary>
        public Offer? Offer { get; init; }

        /// <summary>Coupons claimed so far.</summary>
        public int Issued { get; init; }

        /// <summary>The coupon's number by claim.</summary>
        public ImmutableDictionary<string, int> Claims { get; init; } =
            ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

        /// <summary>How many each buyer has claimed.</summary>
        public ImmutableDictionary<string, int> Buyers { get; init; } =
            ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State campaign, Command command, DateTimeOffset now) =>
        (campaign.Offer, command) switch
        {
            (null, Command.Create create) => Problem(create.Offer) is { } why ? why : new Event.Created(create.Offer),
            (not null, Command.Create) => Decision.AlreadyDone,

            (not null, Command.Claim claim) when campaign.Claims.ContainsKey(claim.ClaimId) => Decision.AlreadyDone,
            ({ } offer, Command.Claim) when now >= offer.Terms.ValidUntil => Rejection.CouponExpired,
            ({ } offer, Command.Claim claim) when campaign.Buyers.GetValueOrDefault(claim.Buyer) >= offer.PerBuyer =>
                Rejection.LimitPerBuyer,
            ({ } offer, Command.Claim) when campaign.Issued >= offer.Quota => Rejection.CouponQuotaExhausted,
            (not null, Command.Claim claim) => new Event.Claimed(claim.ClaimId, claim.Buyer, campaign.Issued + 1),

            (_, Command.Elapsed) => Decision.AlreadyDone,
            _ => Rejection.UnknownCampaign,
        };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State campaign, Event happened) => happened switch
    {
        Event.Created created => campaign with { Offer = created.Offer },
        Event.Claimed claimed => campaign with
        {
            Issued = claimed.Number,
            Claims = campaign.Claims.Add(claimed.ClaimId, claimed.Number),
            Buyers = campaign.Buyers.SetItem(claimed.Buyer, campaign.Buyers.GetValueOrDefault(claimed.Buyer) + 1),
        },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a campaign."),
    };

    private static Rejection? Problem(Offer offer) =>
        !offer.Terms.Value.IsPositive || offer.Terms.MinimumSpend.Minor < 0
        || offer.Terms.Value.Currency != offer.Terms.MinimumSpend.Currency ? Rejection.PriceInvalid
        : offer.Quota is < 1 or > 1_000_000 || offer.PerBuyer < 1 ? Rejection.QuantityInvalid
        : offer.Terms.ValidUntil <= offer.Terms.ValidFrom ? Rejection.WindowClosed
        : null;
}

using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>An offer of coupons: what they are worth, for whom, and how many there are.</summary>
/// <remarks>
/// <code>
///   None --Create--> Draft --Activate--> Active &lt;--Activate / Pause--> Paused
///                      |                 |  ^                            |
///                      |       last place v  | GiveBack                  |
///                      |                Exhausted                        |
///                      +--------------------+----------------------------+
///                                           +--End, end of validity--> Ended --+
///                                           +--Revoke--> Revoked &lt;--Revoke-----+
/// </code>
/// A claim and the birth of its coupon are one append, so that the quota is exact (I7). The claim's number is part of
/// the coupon's id. Where a code is typed instead, every checkout that uses it takes a place, its coupon is born
/// locked, and gives the place back when it comes to nothing; the places taken are the uses locked or redeemed.
/// </remarks>
public static partial class Campaign
{
    /// <summary>Where a campaign is in its life.</summary>
    public enum Status
    {
        /// <summary>It does not exist.</summary>
        None,

        /// <summary>Written down, and not begun.</summary>
        Draft,

        /// <summary>Gives coupons.</summary>
        Active,

        /// <summary>Gives none for the time being.</summary>
        Paused,

        /// <summary>All of its places are taken.</summary>
        Exhausted,

        /// <summary>Gives none any more.</summary>
        Ended,

        /// <summary>What it gave is worth nothing any more.</summary>
        Revoked,
    }

    /// <summary>Everything that is known of a campaign.</summary>
    public sealed record State
    {
        /// <summary>A campaign that does not exist.</summary>
        public static State Initial { get; } = new();

        /// <summary>What is offered.</summary>
        public Offer? Offer { get; init; }

        /// <summary>What its owner has made of it.</summary>
        public Status Phase { get; init; }

        /// <summary>Coupons born so far; the number of the newest.</summary>
        public int Issued { get; init; }

        /// <summary>How many of them gave their place back.</summary>
        public int Returned { get; init; }

        /// <summary>The coupon's number by claim, while it has its place.</summary>
        public ImmutableDictionary<string, int> Claims { get; init; } =
            ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

        /// <summary>How many each buyer has.</summary>
        public ImmutableDictionary<string, int> Buyers { get; init; } =
            ImmutableDictionary.Create<string, int>(StringComparer.Ordinal);

        /// <summary>Places that are taken.</summary>
        public int Taken => Issued - Returned;
    }

    /// <summary>Where a campaign is at an instant.</summary>
    public static Status StatusOf(State campaign, DateTimeOffset now) => campaign switch
    {
        { Phase: Status.None or Status.Ended or Status.Revoked } => campaign.Phase,
        { Offer: { } offer } when now >= offer.Terms.ValidUntil => Status.Ended,
        { Phase: Status.Active, Offer: { } offer } when campaign.Taken >= offer.Quota => Status.Exhausted,
        _ => campaign.Phase,
    };

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State campaign, Command command, DateTimeOffset now) =>
        (campaign.Phase, command) switch
        {
            (Status.None, Command.Create create) => Problem(create.Offer) is { } why
                ? why
                : new Event.Created(create.Offer, create.IsDraft ? true : null),
            (_, Command.Create) => Decision.AlreadyDone,

            (Status.Draft or Status.Paused, Command.Activate) => new Event.Activated(),
            (Status.Active, Command.Activate) => Decision.AlreadyDone,
            (Status.Active, Command.Pause) => new Event.Paused(),
            (Status.Paused, Command.Pause) => Decision.AlreadyDone,
            (Status.Draft, Command.Pause) => Rejection.CampaignNotActive,
            (Status.Draft or Status.Active or Status.Paused, Command.End) => new Event.Ended(),
            (Status.Ended, Command.End) => Decision.AlreadyDone,
            (Status.Revoked, Command.Revoke) => Decision.AlreadyDone,
            (not Status.None, Command.Revoke) => new Event.Revoked(),
            (not Status.None, Command.Activate or Command.Pause or Command.End) => Rejection.CampaignIsOver,

            (not Status.None, Command.Claim claim) when campaign.Claims.ContainsKey(claim.ClaimId) =>
                Decision.AlreadyDone,
            (not Status.None, Command.Claim) when campaign.Offer!.Code is not null => Rejection.CampaignNotActive,
            (not Status.None, Command.Claim claim) => Take(campaign, claim.ClaimId, claim.Buyer, now),

            (not Status.None, Command.TakeCode take) when campaign.Claims.ContainsKey(take.Checkout) =>
                Decision.AlreadyDone,
            (not Status.None, Command.TakeCode) when campaign.Offer!.Code is null => Rejection.UnknownCoupon,
            (not Status.None, Command.TakeCode) when now < campaign.Offer!.Terms.ValidFrom =>
                Rejection.CouponNotYetValid,
            (not Status.None, Command.TakeCode take) => Take(campaign, take.Checkout, take.Buyer, now),

            (not Status.None, Command.GiveBack back) when campaign.Offer!.Code is not null
                && campaign.Claims.TryGetValue(back.ClaimId, out var number) && number == back.Number =>
                new Event.GivenBack(back.ClaimId, back.Buyer, back.Number),
            (not Status.None, Command.GiveBack) => Decision.AlreadyDone,

            (_, Command.Elapsed) => Decision.AlreadyDone,
            _ => Rejection.UnknownCampaign,
        };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State campaign, Event happened) => happened switch
    {
        Event.Created created => campaign with
        {
            Offer = created.Offer,
            Phase = created.IsDraft == true ? Status.Draft : Status.Active,
        },
        Event.Activated => campaign with { Phase = Status.Active },
        Event.Paused => campaign with { Phase = Status.Paused },
        Event.Ended => campaign with { Phase = Status.Ended },
        Event.Revoked => campaign with { Phase = Status.Revoked },
        Event.Claimed claimed => campaign with
        {
            Issued = claimed.Number,
            Claims = campaign.Claims.Add(claimed.ClaimId, claimed.Number),
            Buyers = campaign.Buyers.SetItem(claimed.Buyer, campaign.Buyers.GetValueOrDefault(claimed.Buyer) + 1),
        },
        Event.GivenBack back => campaign with
        {
            Returned = campaign.Returned + 1,
            Claims = campaign.Claims.Remove(back.ClaimId),
            Buyers = campaign.Buyers[back.Buyer] is var count && count > 1
                ? campaign.Buyers.SetItem(back.Buyer, count - 1)
                : campaign.Buyers.Remove(back.Buyer),
        },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a campaign."),
    };

    private static Decision<Event> Take(State campaign, string claim, string buyer, DateTimeOffset now)
    {
        var offer = campaign.Offer!;
        if (now >= offer.Terms.ValidUntil) return Rejection.CouponExpired;
        if (campaign.Phase != Status.Active) return Rejection.CampaignNotActive;
        if (offer.For is { } only && only != buyer) return Rejection.UnknownCampaign;
        if (campaign.Buyers.GetValueOrDefault(buyer) >= offer.PerBuyer) return Rejection.LimitPerBuyer;
        if (campaign.Taken >= offer.Quota) return Rejection.CouponQuotaExhausted;
        return new Event.Claimed(claim, buyer, campaign.Issued + 1);
    }

    private static Rejection? Problem(Offer offer)
    {
        var terms = offer.Terms;
        if (!terms.Value.IsPositive || terms.MinimumSpend.Minor < 0 || terms.Percent is < 1 or > 100
            || terms.Value.Currency != terms.MinimumSpend.Currency)
            return Rejection.PriceInvalid;
        if (offer.Quota is < 1 or > 1_000_000 || offer.PerBuyer < 1) return Rejection.QuantityInvalid;
        if (terms.ValidUntil <= terms.ValidFrom) return Rejection.WindowClosed;
        // A seller pays for what is used in his store; a code is a word; the stores of a select coupon are named.
        var fits = terms.Sort switch
        {
            Coupon.Kind.Store => terms.Seller is not null,
            Coupon.Kind.Code => true,
            Coupon.Kind.Select => terms.Seller is null && terms.Sellers is { Count: > 0 },
            Coupon.Kind.Compensation => terms.Seller is null && offer.For is not null,
            _ => terms.Seller is null,
        };
        var isCode = terms.Sort == Coupon.Kind.Code;
        return fits && isCode == (offer.Code is not null) ? null : Rejection.CouponNotApplicable;
    }
}

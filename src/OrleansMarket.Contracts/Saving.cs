using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>An offer of coupons. Hot: claims overlap, and each is answered when it is durable.</summary>
[Alias("campaign")]
public interface ICampaignGrain : IGrainWithStringKey
{
    /// <summary>Offers these coupons.</summary>
    [Alias("create")]
    Task<Outcome> Create(CampaignPlan plan);

    /// <summary>Its owner, or an operator, has it give coupons from now on.</summary>
    [Alias("activate")]
    Task<Outcome> Activate(Caller caller);

    /// <summary>Its owner, or an operator, has it give none for the time being.</summary>
    [Alias("pause")]
    Task<Outcome> Pause(Caller caller);

    /// <summary>Its owner, or an operator, has it give none any more; what was given stays good.</summary>
    [Alias("end")]
    Task<Outcome> End(Caller caller);

    /// <summary>Its owner, or an operator, takes back what was given and is not in use.</summary>
    [Alias("revoke")]
    Task<Outcome> Revoke(Caller caller);

    /// <summary>A buyer wants a coupon; the claim's id makes it unique. Answers with the coupon's id.</summary>
    [Alias("claim")]
    Task<Answer<string>> Claim(string claim, string buyer);

    /// <summary>
    /// A checkout uses the code; it does so once. Answers with the id of a coupon that is locked for its orders.
    /// </summary>
    [Alias("take-code")]
    Task<Answer<string>> TakeCode(string checkout, string buyer, string[] orders, DateTimeOffset until);

    /// <summary>A use of the code came to nothing; told by its coupon.</summary>
    [Alias("give-back")]
    Task<Outcome> GiveBack(string checkout, string buyer, string coupon);

    /// <summary>Whether what it gave is worth nothing any more.</summary>
    [Alias("is-revoked")]
    Task<bool> IsRevoked();

    /// <summary>What is offered and how much is left; null when there is no such campaign.</summary>
    [Alias("view")]
    Task<CampaignView?> View();
}

/// <summary>Coupons to offer.</summary>
/// <param name="Seller">The seller who pays and in whose store they are used; null for the platform's.</param>
/// <param name="Title">For people.</param>
/// <param name="Value">What each takes off; the most of it when it is a share.</param>
/// <param name="MinimumSpend">What the goods must cost, without shipping and tax.</param>
/// <param name="ValidFrom">From then on.</param>
/// <param name="ValidUntil">Before then.</param>
/// <param name="Quota">How many.</param>
/// <param name="PerBuyer">How many for one buyer.</param>
/// <param name="Kind">What sort; null for a store's when a seller pays, and the platform's otherwise.</param>
/// <param name="Percent">What each takes off as a share of the goods, 1 to 100; null for a fixed value.</param>
/// <param name="Sellers">Only in the stores of these sellers; null for any.</param>
/// <param name="Skus">Only for these SKUs; null for any.</param>
/// <param name="NonRefundable">Once used, they never come back.</param>
/// <param name="Code">The word to type at the checkout, in capitals; null when coupons are claimed.</param>
/// <param name="For">The only buyer who can have them; null for everybody.</param>
/// <param name="IsDraft">Gives none until it is activated.</param>
[GenerateSerializer, Immutable, Alias("campaign-plan")]
public sealed record CampaignPlan(
    string? Seller, string Title, Money Value, Money MinimumSpend, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil,
    int Quota, int PerBuyer, Coupon.Kind? Kind = null, int? Percent = null, string[]? Sellers = null,
    string[]? Skus = null, bool NonRefundable = false, string? Code = null, string? For = null, bool IsDraft = false);

/// <summary>An offer of coupons and how many are claimed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Plan">What is offered.</param>
/// <param name="Issued">How many coupons are claimed; of a code, how many uses are locked or redeemed.</param>
/// <param name="Status">Where it is in its life.</param>
[GenerateSerializer, Immutable, Alias("campaign-view")]
public sealed record CampaignView(string Id, CampaignPlan Plan, int Issued, Campaign.Status Status);

/// <summary>A word that is typed at the checkout.</summary>
[Alias("promo-code")]
public interface IPromoCodeGrain : IGrainWithStringKey
{
    /// <summary>Lets it stand for a campaign; refused when it stands for another one.</summary>
    [Alias("claim")]
    Task<Outcome> Claim(string campaign);

    /// <summary>The campaign that it stands for; null for none.</summary>
    [Alias("campaign")]
    Task<string?> Campaign();
}

/// <summary>A buyer's right to one discount.</summary>
[Alias("coupon")]
public interface ICouponGrain : IGrainWithStringKey
{
    /// <summary>Promises it to the orders of a checkout, until a time.</summary>
    [Alias("lock")]
    Task<Outcome> Lock(string buyer, string checkout, string[] orders, DateTimeOffset until);

    /// <summary>The order is being paid: it is used up.</summary>
    [Alias("redeem")]
    Task<Outcome> Redeem(string order);

    /// <summary>The orders came to nothing, and nobody paid for them.</summary>
    [Alias("unlock")]
    Task<Outcome> Unlock(string[] orders);

    /// <summary>The orders came to nothing; when all have, their causes decide whether the coupon comes back.</summary>
    [Alias("return")]
    Task<Outcome> Return(string[] orders, Coupon.Cause cause);

    /// <summary>What it is worth and where it stands; null when this buyer has no such coupon.</summary>
    [Alias("view")]
    Task<CouponView?> View(string buyer);

    /// <summary>Its buyer has left: what he has not used is worth nothing any more.</summary>
    [Alias("forfeit")]
    Task<Outcome> Forfeit(string buyer);

    /// <summary>What became of it for an order; null when it never had to do with the order.</summary>
    [Alias("outcome-for")]
    Task<CouponOutcome?> OutcomeFor(string order);
}

/// <summary>A buyer's coupon.</summary>
[GenerateSerializer, Immutable, Alias("coupon-view")]
public sealed record CouponView(
    string Id, Coupon.Status Status, string Campaign, string? Seller, Money Value, Money MinimumSpend,
    DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, Coupon.Kind Kind, int? Percent, string[]? Sellers,
    string[]? Skus, bool NonRefundable);

/// <summary>What became of a coupon for one order.</summary>
/// <param name="Coupon">The coupon.</param>
/// <param name="Result">Whether it came back.</param>
/// <param name="Because">Why.</param>
/// <param name="NewExpiry">Until when it can be used again; null when it did not come back.</param>
[GenerateSerializer, Immutable, Alias("coupon-outcome")]
public sealed record CouponOutcome(
    string Coupon, Coupon.Result Result, Coupon.Reason Because, DateTimeOffset? NewExpiry);

/// <summary>The coupons of one buyer.</summary>
[Alias("wallet")]
public interface IWalletGrain : IGrainWithStringKey
{
    /// <summary>Gets a coupon of a campaign; the claim's id makes it unique. Answers with the coupon's id.</summary>
    [Alias("claim")]
    Task<Answer<string>> Claim(string claim, string campaign);

    /// <summary>A coupon that was the use of a code has become the buyer's own; told by it.</summary>
    [Alias("receive")]
    Task<Outcome> Receive(string coupon);

    /// <summary>Some coupons, newest first: those before a place in the wallet, or the newest.</summary>
    [Alias("page")]
    Task<WalletPage> Page(int? before, int limit);
}

/// <summary>Some coupons of a wallet.</summary>
/// <param name="Coupons">Newest first.</param>
/// <param name="Next">The place before which the next page begins; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("wallet-page")]
public sealed record WalletPage(string[] Coupons, int? Next);

/// <summary>The coins of one buyer.</summary>
[Alias("coins")]
public interface ICoinsGrain : IGrainWithStringKey
{
    /// <summary>The buyer looks in: once a day it is worth coins.</summary>
    [Alias("check-in")]
    Task<Outcome> CheckIn();

    /// <summary>An order is finished: once per order it is worth coins.</summary>
    [Alias("grant")]
    Task<Outcome> Grant(string order, int coins);

    /// <summary>Sets coins aside for the orders of a checkout, until a time.</summary>
    [Alias("lock")]
    Task<Outcome> Lock(string checkout, CoinShare[] shares, DateTimeOffset until);

    /// <summary>The order is being paid: its coins are spent.</summary>
    [Alias("spend")]
    Task<Outcome> Spend(string order);

    /// <summary>The buyer has left the market: his coins are worth nothing any more.</summary>
    [Alias("forfeit")]
    Task<Outcome> Forfeit();

    /// <summary>The orders came to nothing unpaid: their coins can be used again.</summary>
    [Alias("unlock")]
    Task<Outcome> Unlock(string[] orders);

    /// <summary>
    /// Money of an order goes back, and so many of its coins; the refund's id makes it unique. Those that have lapsed
    /// come back only with <paramref name="evenIfExpired"/>, when the seller was at fault.
    /// </summary>
    [Alias("return")]
    Task<Outcome> Return(string order, string refund, int count, bool evenIfExpired);

    /// <summary>How many there are, and what happened lately.</summary>
    [Alias("view")]
    Task<CoinsView> View();
}

/// <summary>Coins for one order.</summary>
[GenerateSerializer, Immutable, Alias("coin-share")]
public readonly record struct CoinShare(string Order, int Count);

/// <summary>A buyer's coins.</summary>
/// <param name="Balance">What can be used.</param>
/// <param name="Locked">What is set aside for checkouts.</param>
/// <param name="NextLapse">When the next of them lapse; null when there are none.</param>
/// <param name="CheckedInAt">When the buyer last looked in.</param>
/// <param name="Movements">What happened lately, newest first.</param>
[GenerateSerializer, Immutable, Alias("coins-view")]
public sealed record CoinsView(
    long Balance, long Locked, DateTimeOffset? NextLapse, DateTimeOffset? CheckedInAt, CoinMovement[] Movements);

/// <summary>Coins that came or went.</summary>
[GenerateSerializer, Immutable, Alias("coin-movement")]
public sealed record CoinMovement(DateTimeOffset At, string Kind, int Count, string? Subject);

using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>A campaign of coupons.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Kind">What sort of coupons.</param>
/// <param name="Seller">Who pays, and in whose store the coupons are used; absent for the platform's.</param>
/// <param name="Title">For people.</param>
/// <param name="Value">What each takes off; with percent, the most of it.</param>
/// <param name="Percent">What each takes off as a share of the goods; absent for a fixed value.</param>
/// <param name="MinimumSpend">What the goods must cost after other discounts, without shipping and tax.</param>
/// <param name="ValidFrom">From then on.</param>
/// <param name="ValidUntil">Before then.</param>
/// <param name="Quota">How many there are.</param>
/// <param name="PerBuyer">How many one buyer can have.</param>
/// <param name="Issued">How many were claimed; of a code, how many uses are locked or redeemed.</param>
/// <param name="Sellers">The stores that accept them; absent for any.</param>
/// <param name="Skus">The SKUs that they are for; absent for any.</param>
/// <param name="NonRefundable">Whether they never come back once they are used.</param>
/// <param name="Code">The word to type at the checkout.</param>
internal sealed record CampaignResponse(
    string Id, Campaign.Status Status, Coupon.Kind Kind, string? Seller, string Title, MoneyBody Value, int? Percent,
    MoneyBody MinimumSpend, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, int Quota, int PerBuyer, int Issued,
    IReadOnlyList<string>? Sellers, IReadOnlyList<string>? Skus, bool NonRefundable, string? Code)
{
    /// <summary>As the API has it.</summary>
    public static CampaignResponse From(CampaignView view)
    {
        var plan = view.Plan;
        return new(
            view.Id, view.Status, plan.Kind!.Value, plan.Seller, plan.Title, MoneyBody.From(plan.Value), plan.Percent,
            MoneyBody.From(plan.MinimumSpend), plan.ValidFrom, plan.ValidUntil, plan.Quota, plan.PerBuyer, view.Issued,
            plan.Sellers, plan.Skus, plan.NonRefundable, plan.Code);
    }
}

/// <summary>A buyer's coupon.</summary>
/// <param name="Id">Its id; name it in a checkout to use it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Kind">What sort it is.</param>
/// <param name="Campaign">The campaign that issued it.</param>
/// <param name="Seller">The seller who pays for it and in whose store it is used; absent for the platform's.</param>
/// <param name="Value">What it takes off; with percent, the most of it.</param>
/// <param name="Percent">What it takes off as a share of the goods; absent for a fixed value.</param>
/// <param name="MinimumSpend">What the goods must cost after other discounts, without shipping and tax.</param>
/// <param name="ValidFrom">From then on.</param>
/// <param name="ValidUntil">Before then.</param>
/// <param name="Sellers">The stores that accept it; absent for any.</param>
/// <param name="Skus">The SKUs that it is for; absent for any.</param>
/// <param name="NonRefundable">Whether it never comes back once it is used.</param>
internal sealed record CouponResponse(
    string Id, Coupon.Status Status, Coupon.Kind Kind, string Campaign, string? Seller, MoneyBody Value, int? Percent,
    MoneyBody MinimumSpend, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, IReadOnlyList<string>? Sellers,
    IReadOnlyList<string>? Skus, bool NonRefundable)
{
    /// <summary>As the API has it.</summary>
    public static CouponResponse From(CouponView view) => new(
        view.Id, view.Status, view.Kind, view.Campaign, view.Seller, MoneyBody.From(view.Value), view.Percent,
        MoneyBody.From(view.MinimumSpend), view.ValidFrom, view.ValidUntil, view.Sellers, view.Skus,
        view.NonRefundable);
}

/// <summary>Some coupons.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="HasMore">Whether there are more.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> to get them.</param>
internal sealed record CouponPage(IReadOnlyList<CouponResponse> Items, bool HasMore, string? NextCursor);

/// <summary>Whether a coupon came back with the money.</summary>
/// <param name="Coupon">The coupon.</param>
/// <param name="Outcome">Restored, consumed, or not known yet.</param>
/// <param name="Reason">In plain words.</param>
/// <param name="NewExpiry">Until when it can be used again.</param>
internal sealed record CouponOutcomeBody(
    string Coupon, Coupon.Result Outcome, string Reason, DateTimeOffset? NewExpiry)
{
    /// <summary>As the API has it.</summary>
    public static CouponOutcomeBody From(CouponOutcome view) =>
        new(view.Coupon, view.Result, Words(view.Because), view.NewExpiry);

    private static string Words(Coupon.Reason because) => because switch
    {
        Domain.Coupon.Reason.Unpaid => "Nothing was paid with it: it is yours again.",
        Domain.Coupon.Reason.BuyerCancelled => "You cancelled all that it was used for: it is yours again.",
        Domain.Coupon.Reason.SellerFault => "The seller did not do his part: the coupon is yours again.",
        Domain.Coupon.Reason.DisputeSellerFault => "The dispute found the seller at fault: it is yours again.",
        Domain.Coupon.Reason.DisputeBuyerChange =>
            "You did not want the goods any more: the refund is what you paid, and the coupon stays used.",
        Domain.Coupon.Reason.PartialRefund =>
            "Only a part was refunded: the refund is what you paid for it, and the coupon stays used.",
        Domain.Coupon.Reason.ChargeBackLost => "Your bank took the money back: the coupon stays used.",
        Domain.Coupon.Reason.ValidityOver => "It would have come back, but its validity is over.",
        Domain.Coupon.Reason.NonRefundable => "It is of a sort that never comes back once it was used.",
        Domain.Coupon.Reason.OtherOrdersKeepIt =>
            "Other orders of the checkout keep it; it comes back if all of them come to nothing.",
        _ => "The order has not given it up: look again in a moment.",
    };
}

/// <summary>A buyer's coins.</summary>
/// <param name="Balance">What can be used.</param>
/// <param name="Locked">What is kept for orders that are not paid.</param>
/// <param name="NextLapse">When the first of them lapse; absent when there are none.</param>
/// <param name="CheckedInAt">When the buyer last checked in.</param>
/// <param name="Movements">What happened lately, newest first.</param>
internal sealed record CoinsResponse(
    long Balance, long Locked, DateTimeOffset? NextLapse, DateTimeOffset? CheckedInAt,
    IReadOnlyList<CoinMovementBody> Movements)
{
    /// <summary>As the API has it.</summary>
    public static CoinsResponse From(CoinsView view) => new(
        view.Balance, view.Locked, view.NextLapse, view.CheckedInAt,
        [.. view.Movements.Select(one => new CoinMovementBody(one.At, one.Kind, one.Count, one.Subject))]);
}

/// <summary>Coins that came or went.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">checked_in, earned, locked, unlocked, spent, returned or lapsed.</param>
/// <param name="Count">How many: more than zero when they can be used from then on.</param>
/// <param name="Subject">The checkout or order.</param>
internal sealed record CoinMovementBody(DateTimeOffset At, string Kind, int Count, string? Subject);

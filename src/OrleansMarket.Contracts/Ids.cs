using System.Security.Cryptography;
using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>
/// Makes the roots of new ids: 26 lower-case characters of Crockford's base 32, of which the first ten are the
/// millisecond and the rest is chance. They sort by time, nobody can guess them, and what is made together lies
/// together on disk.
/// </summary>
/// <param name="clock">The market's clock.</param>
/// <param name="chance">Fills a buffer with unpredictable bytes; the system's generator when null.</param>
public sealed class IdGenerator(TimeProvider clock, Action<byte[]>? chance = null)
{
    private const string Digits = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new root.</summary>
    public string Root()
    {
        var bytes = new byte[10];
        if (chance is null) RandomNumberGenerator.Fill(bytes);
        else chance(bytes);
        var milliseconds = (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds();
        return string.Create(26, (milliseconds, bytes), static (text, from) =>
        {
            for (var i = 9; i >= 0; i--, from.milliseconds >>= 5) text[i] = Digits[(int)(from.milliseconds & 31)];
            var (bits, count, next) = (0u, 0, 0);
            for (var i = 10; i < 26; i++)
            {
                if (count < 5) (bits, count) = ((bits << 8) | from.bytes[next++], count + 8);
                count -= 5;
                text[i] = Digits[(int)((bits >> count) & 31)];
            }
        });
    }

    /// <summary>A new id with a prefix, for example <c>chk_</c>.</summary>
    public string New(string prefix) => prefix + Root();
}

/// <summary>
/// The ids of the market: a prefix that says what it is, a root that its family shares, a number within the family.
/// </summary>
public static class Ids
{
    /// <summary>Checkouts, orders, escrow accounts and refunds born of one checkout share its root.</summary>
    public const string Checkout = "chk_", Order = "ord_", Escrow = "esc_", Refund = "rfd_";

    /// <summary>Disputes, named by their order and a number.</summary>
    public const string Dispute = "dsp_";

    /// <summary>Pieces of evidence, with roots of their own.</summary>
    public const string Evidence = "evd_";

    /// <summary>Payments have roots of their own.</summary>
    public const string Payment = "pay_";

    /// <summary>Listings and stock, by SKU; carts and accounts, by member; parcels, by tracking number.</summary>
    public const string Listing = "lst_", Stock = "stk_", Cart = "crt_", SellerAccount = "sel_", Parcel = "shp_";

    /// <summary>Memberships and sellers' standings, by member; reports, by seller and a root of their own.</summary>
    public const string Member = "mem_", Standing = "std_", Report = "rpt_";

    /// <summary>Campaigns; their coupons share their root.</summary>
    public const string Campaign = "cmp_", Coupon = "cpn_";

    /// <summary>Codes, by the word; wallets and coins, by member.</summary>
    public const string Code = "cod_", Wallet = "wal_", Coins = "coi_";

    /// <summary>Webhook endpoints, with roots of their own.</summary>
    public const string Webhook = "whe_";

    /// <summary>Requests with an idempotency key, by a digest of caller, route and key.</summary>
    public const string Request = "req_";

    /// <summary>Entries that a view has put aside: the view, the partition, the place in it.</summary>
    public const string DeadLetter = "dlt_";

    /// <summary>The market's clock; there is one.</summary>
    public const string Clock = "clk_market";

    /// <summary>What follows the prefix.</summary>
    public static string Tail(string id) => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..];

    /// <summary>The n-th order of a checkout.</summary>
    public static string OrderOf(string checkout, int number) => $"{Order}{Tail(checkout)}.{number}";

    /// <summary>The escrow account of an order.</summary>
    public static string EscrowOf(string order) => Escrow + Tail(order);

    /// <summary>
    /// A refund of an order: 0 is of all that was left when the order closed; 1 and on are partial ones, charge-backs
    /// and captures that came too late or twice, as the order has numbered them.
    /// </summary>
    public static string RefundOf(string order, int number) => $"{Refund}{Tail(order)}.{number}";

    /// <summary>A report about a seller.</summary>
    public static string ReportOf(string seller, string root) => $"{Report}{seller}.{root}";

    /// <summary>Whom a report is about.</summary>
    public static string SellerOf(string report)
    {
        var tail = Tail(report);
        return tail.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? tail[..dot] : tail;
    }

    /// <summary>The n-th dispute of an order; it lives in the order's own entries.</summary>
    public static string DisputeOf(string order, int number) => $"{Dispute}{Tail(order)}.{number}";

    /// <summary>The order that a dispute is about.</summary>
    public static string OrderOfDispute(string dispute) =>
        Order + Tail(dispute)[..Math.Max(Tail(dispute).LastIndexOf('.'), 0)];

    /// <summary>The n-th coupon of a campaign.</summary>
    public static string CouponOf(string campaign, int number) => $"{Coupon}{Tail(campaign)}.{number}";

    /// <summary>The campaign of a coupon's id, and which of its coupons it is.</summary>
    public static (string Campaign, int Number) CampaignOf(string coupon)
    {
        var dot = coupon.LastIndexOf('.');
        return (Campaign + coupon[Coupon.Length..dot], int.Parse(coupon.AsSpan(dot + 1), provider: null));
    }

    /// <summary>
    /// Whether a name can be a member, a SKU or a tracking number: 1 to 40 letters, digits, <c>-</c>.
    /// </summary>
    public static bool IsName(string? name) =>
        name is { Length: >= 1 and <= 40 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>Whether a text can be an id with this prefix.</summary>
    public static bool IsId(string? id, string prefix) =>
        id is { Length: <= 80 } && id.StartsWith(prefix, StringComparison.Ordinal)
        && id.Length > prefix.Length && id.AsSpan(prefix.Length).IndexOfAnyExcept(Allowed) < 0;

    private static readonly System.Buffers.SearchValues<char> Allowed =
        System.Buffers.SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-.");
}

/// <summary>Finds the grain of a thing by its name or id.</summary>
public static class MarketGrains
{
    /// <summary>
    /// Into how many shares the directory of endpoints is cut. What is in which share is stored: never change it.
    /// </summary>
    private const int WebhookShares = 32;

    /// <summary>The listing of a SKU.</summary>
    public static IListingGrain Listing(this IGrainFactory grains, string sku) =>
        grains.GetGrain<IListingGrain>(Ids.Listing + sku);

    /// <summary>The stock of a SKU.</summary>
    public static IStockGrain Stock(this IGrainFactory grains, string sku) =>
        grains.GetGrain<IStockGrain>(Ids.Stock + sku);

    /// <summary>All listings.</summary>
    public static ICatalogueGrain Catalogue(this IGrainFactory grains) => grains.GetGrain<ICatalogueGrain>(0);

    /// <summary>The cart of a buyer.</summary>
    public static ICartGrain Cart(this IGrainFactory grains, string buyer) =>
        grains.GetGrain<ICartGrain>(Ids.Cart + buyer);

    /// <summary>A checkout by its id.</summary>
    public static ICheckoutGrain Checkout(this IGrainFactory grains, string id) => grains.GetGrain<ICheckoutGrain>(id);

    /// <summary>An order by its id.</summary>
    public static IOrderGrain Order(this IGrainFactory grains, string id) => grains.GetGrain<IOrderGrain>(id);

    /// <summary>The order's grain, where it is asked about a dispute.</summary>
    public static IDisputeGrain Dispute(this IGrainFactory grains, string dispute) =>
        grains.GetGrain<IDisputeGrain>(Ids.OrderOfDispute(dispute));

    /// <summary>The order's grain, where a dispute is opened.</summary>
    public static IDisputeGrain DisputesOf(this IGrainFactory grains, string order) =>
        grains.GetGrain<IDisputeGrain>(order);

    /// <summary>The escrow account of an order.</summary>
    public static IEscrowGrain EscrowOf(this IGrainFactory grains, string order) =>
        grains.GetGrain<IEscrowGrain>(Ids.EscrowOf(order));

    /// <summary>A refund by its id.</summary>
    public static IRefundGrain Refund(this IGrainFactory grains, string id) => grains.GetGrain<IRefundGrain>(id);

    /// <summary>A payment by its id.</summary>
    public static IPaymentGrain Payment(this IGrainFactory grains, string id) => grains.GetGrain<IPaymentGrain>(id);

    /// <summary>The parcel under a tracking number.</summary>
    public static IParcelGrain Parcel(this IGrainFactory grains, string tracking) =>
        grains.GetGrain<IParcelGrain>(Ids.Parcel + tracking);

    /// <summary>The account of a seller.</summary>
    public static ISellerAccountGrain SellerAccount(this IGrainFactory grains, string seller) =>
        grains.GetGrain<ISellerAccountGrain>(Ids.SellerAccount + seller);

    /// <summary>Somebody's membership.</summary>
    public static IMemberGrain Member(this IGrainFactory grains, string member) =>
        grains.GetGrain<IMemberGrain>(Ids.Member + member);

    /// <summary>The standing of a seller.</summary>
    public static ISellerStandingGrain SellerStanding(this IGrainFactory grains, string seller) =>
        grains.GetGrain<ISellerStandingGrain>(Ids.Standing + seller);

    /// <summary>What is unfinished, of all partitions.</summary>
    public static IOpenOrdersGrain OpenOrders(this IGrainFactory grains) => grains.GetGrain<IOpenOrdersGrain>(0);

    /// <summary>A campaign by its id.</summary>
    public static ICampaignGrain Campaign(this IGrainFactory grains, string id) => grains.GetGrain<ICampaignGrain>(id);

    /// <summary>A coupon by its id.</summary>
    public static ICouponGrain Coupon(this IGrainFactory grains, string id) => grains.GetGrain<ICouponGrain>(id);

    /// <summary>The campaign that a code stands for.</summary>
    public static IPromoCodeGrain PromoCode(this IGrainFactory grains, string code) =>
        grains.GetGrain<IPromoCodeGrain>(Ids.Code + code);

    /// <summary>The wallet of a buyer.</summary>
    public static IWalletGrain Wallet(this IGrainFactory grains, string buyer) =>
        grains.GetGrain<IWalletGrain>(Ids.Wallet + buyer);

    /// <summary>The coins of a buyer.</summary>
    public static ICoinsGrain Coins(this IGrainFactory grains, string buyer) =>
        grains.GetGrain<ICoinsGrain>(Ids.Coins + buyer);

    /// <summary>A request by a digest of caller, route and key.</summary>
    public static IRequestGrain Request(this IGrainFactory grains, string digest) =>
        grains.GetGrain<IRequestGrain>(Ids.Request + digest);

    /// <summary>The lists of orders of all buyers and sellers.</summary>
    public static IOrderListsGrain OrderLists(this IGrainFactory grains) => grains.GetGrain<IOrderListsGrain>(0);

    /// <summary>A webhook endpoint by its id.</summary>
    public static IWebhookGrain Webhook(this IGrainFactory grains, string id) => grains.GetGrain<IWebhookGrain>(id);

    /// <summary>The share of the directory of endpoints that a feed belongs to.</summary>
    public static IWebhookDirectoryGrain WebhooksOf(this IGrainFactory grains, string feed)
    {
        var hash = 2_166_136_261;
        foreach (var c in feed) hash = (hash ^ c) * 16_777_619;
        return grains.GetGrain<IWebhookDirectoryGrain>(hash % WebhookShares);
    }

    /// <summary>The whole directory of endpoints.</summary>
    public static IEnumerable<IWebhookDirectoryGrain> Webhooks(this IGrainFactory grains) =>
        Enumerable.Range(0, WebhookShares).Select(share => grains.GetGrain<IWebhookDirectoryGrain>(share));

    /// <summary>The market's clock.</summary>
    public static IClockGrain Clock(this IGrainFactory grains) => grains.GetGrain<IClockGrain>(Ids.Clock);

    /// <summary>What views have put aside.</summary>
    public static IDeadLetterGrain DeadLetters(this IGrainFactory grains) => grains.GetGrain<IDeadLetterGrain>(0);

    /// <summary>The audit of the journal.</summary>
    public static IAuditGrain Audit(this IGrainFactory grains) => grains.GetGrain<IAuditGrain>(0);

    /// <summary>The reader of feeds.</summary>
    public static IEventFeedGrain EventFeeds(this IGrainFactory grains) => grains.GetGrain<IEventFeedGrain>(0);

    /// <summary>The inbox that belongs to a feed; see <see cref="Feeds"/>.</summary>
    public static IInboxGrain Inbox(this IGrainFactory grains, string feed) => grains.GetGrain<IInboxGrain>(feed);

    /// <summary>How the market is.</summary>
    public static IOverviewGrain Overview(this IGrainFactory grains) => grains.GetGrain<IOverviewGrain>(0);

    /// <summary>The ledger of all partitions.</summary>
    public static ILedgerGrain Ledger(this IGrainFactory grains) => grains.GetGrain<ILedgerGrain>(0);
}

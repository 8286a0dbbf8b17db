using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>What a seller offers under one SKU, and for how much.</summary>
/// <remarks>
/// <code>
///   None --Put--> Listed --Put--> Listed
/// </code>
/// The first seller who lists a SKU owns it.
/// </remarks>
public static class Listing
{
    /// <summary>
    /// The highest price or fee, in minor units: so that the dearest checkout, of 200 lines of the most that fits into
    /// a cart, can still be added up.
    /// </summary>
    public const long MostMinor = 1_000_000_000_000;

    /// <summary>One way to have it delivered.</summary>
    /// <param name="Id">For example <c>standard</c>.</param>
    /// <param name="Name">For people.</param>
    /// <param name="Fee">Paid once per order.</param>
    /// <param name="Days">Days promised; 0 when nothing is.</param>
    /// <param name="FreeFrom">No fee when the goods cost that much after his discounts; null for never.</param>
    public sealed record ShippingMethod(string Id, string Name, Money Fee, int Days, Money? FreeFrom = null);

    /// <summary>The longest that a flash sale can last: as long as its units are remembered.</summary>
    public static readonly TimeSpan LongestSale = Stock.Remembered;

    /// <summary>When units are taken from the stock (DOMAIN.md §1.2).</summary>
    public enum Deduction
    {
        /// <summary>Reserved when they are ordered, until the time to pay is over.</summary>
        OnOrder,

        /// <summary>Nobody's until an order is paid; who pays too late has his money back.</summary>
        OnPayment,
    }

    /// <summary>
    /// A flash sale: so many units for less, in a short time. It is known by when it begins: whatever else of it
    /// changes, what was taken in it before counts.
    /// </summary>
    /// <param name="UnitPrice">Below the listing's price, in its currency.</param>
    /// <param name="Quota">How many units, exactly; what comes back can be had again.</param>
    /// <param name="PerBuyer">The most for one buyer in this sale; null for as many as there are.</param>
    /// <param name="From">From then on.</param>
    /// <param name="Until">Before then.</param>
    public sealed record Sale(Money UnitPrice, int Quota, int? PerBuyer, DateTimeOffset From, DateTimeOffset Until)
    {
        /// <summary>Whether it runs at this moment.</summary>
        public bool Runs(DateTimeOffset now) => From <= now && now < Until;
    }

    /// <summary>What a buyer sees of a listing.</summary>
    /// <param name="Sku">Its name.</param>
    /// <param name="Seller">Whose it is.</param>
    /// <param name="SellerName">For people.</param>
    /// <param name="Title">For people.</param>
    /// <param name="UnitPrice">The price of one, outside of a sale.</param>
    /// <param name="ShippingMethods">At least one.</param>
    /// <param name="PerBuyerLimit">The most for one buyer, over all his orders; null for as many as there are.</param>
    /// <param name="Sale">The flash sale that runs or is to come; null when there is none.</param>
    /// <param name="Deduct">When units are taken from the stock; null for on order.</param>
    public sealed record Offer(
        string Sku,
        string Seller,
        string SellerName,
        string Title,
        Money UnitPrice,
        IReadOnlyList<ShippingMethod> ShippingMethods,
        int? PerBuyerLimit = null,
        Sale? Sale = null,
        Deduction? Deduct = null)
    {
        /// <summary>The method of that id; null when the seller does not offer it.</summary>
        public ShippingMethod? Method(string id) => ShippingMethods.FirstOrDefault(method => method.Id == id);

        /// <summary>The sale that runs at this moment; null when none does.</summary>
        public Sale? SaleAt(DateTimeOffset now) => Sale is { } sale && sale.Runs(now) ? sale : null;

        /// <summary>What one costs at this moment.</summary>
        public Money PriceAt(DateTimeOffset now) => SaleAt(now)?.UnitPrice ?? UnitPrice;

        /// <summary>
        /// Whether a price that a buyer saw is what he is asked for now. Whoever saw the price without the sale, agrees
        /// to the sale's, which is lower: carts are filled before a sale begins.
        /// </summary>
        public bool Honours(Money seen, DateTimeOffset now) =>
            seen == PriceAt(now) || (SaleAt(now) is not null && seen == UnitPrice);

        /// <summary>
        /// Whether it is taken from the stock only when it is paid. What has a limit is always reserved: only then the
        /// limit is exact.
        /// </summary>
        public bool IsTakenOnPayment(DateTimeOffset now) =>
            Deduct == Deduction.OnPayment && PerBuyerLimit is null && SaleAt(now) is null;

        /// <summary>What the stock has to count when this buyer orders now; null when nobody counts.</summary>
        public Stock.Limits? LimitsAt(DateTimeOffset now, string buyer) => (PerBuyerLimit, SaleAt(now)) switch
        {
            (null, null) => null,
            (null, { PerBuyer: null } sale) => new(null, null, sale),
            var (most, sale) => new(buyer, most, sale),
        };
    }

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Offer this from now on.</summary>
        public sealed record Put(Offer Offer) : Command;

        /// <summary>There is no deadline here; a retry may still be asked for.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>It is offered like this from now on.</summary>
        public sealed record Offered(Offer Offer) : Event;
    }

    /// <summary>Everything that is known of a listing.</summary>
    public sealed record State(Offer? Offer)
    {
        /// <summary>A SKU that nobody offers.</summary>
        public static State Initial { get; } = new((Offer?)null);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State listing, Command command) => command switch
    {
        Command.Put put when listing.Offer is { } old && old.Seller != put.Offer.Seller => Rejection.ListingNotYours,
        Command.Put put when put.Offer.UnitPrice.Minor is < 1 or > MostMinor => Rejection.PriceInvalid,
        Command.Put put when put.Offer.ShippingMethods.Count == 0 => Rejection.ShippingMethodUnknown,
        Command.Put put when put.Offer.ShippingMethods.Any(method =>
            method.Fee.Minor is < 0 or > MostMinor || method.Fee.Currency != put.Offer.UnitPrice.Currency
            || (method.FreeFrom is { } free
                && (free.Minor is < 0 or > MostMinor || free.Currency != method.Fee.Currency))) =>
            Rejection.PriceInvalid,
        Command.Put { Offer.PerBuyerLimit: < 1 or > Stock.MostUnits } => Rejection.QuantityInvalid,
        Command.Put { Offer.Sale: { } sale } put when Wrong(sale, put.Offer.UnitPrice) is { } why => why,
        Command.Put put when listing.Offer is { } old && Same(old, put.Offer) => Decision.AlreadyDone,
        Command.Put put => new Event.Offered(put.Offer),
        Command.Elapsed => Decision.AlreadyDone,
        _ => throw new UnreachableException($"{command.GetType()} is not a command of a listing."),
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State listing, Event happened) => happened switch
    {
        Event.Offered offered => new State(offered.Offer),
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a listing."),
    };

    private static Rejection? Wrong(Sale sale, Money listPrice) =>
        sale.UnitPrice.Currency != listPrice.Currency || sale.UnitPrice.Minor < 1 || sale.UnitPrice >= listPrice
            ? Rejection.PriceInvalid
        : sale.Quota is < 1 or > Stock.MostUnits || sale.PerBuyer is < 1 or > Stock.MostUnits
            ? Rejection.QuantityInvalid
        : sale.Until <= sale.From || sale.Until - sale.From > LongestSale
            ? Rejection.DurationInvalid
        : null;

    private static bool Same(Offer one, Offer other) =>
        one with { ShippingMethods = other.ShippingMethods } == other
        && one.ShippingMethods.SequenceEqual(other.ShippingMethods);
}

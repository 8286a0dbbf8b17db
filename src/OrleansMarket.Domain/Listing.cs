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

    /// <summary>What a buyer sees of a listing.</summary>
    public sealed record Offer(
        string Sku,
        string Seller,
        string SellerName,
        string Title,
        Money UnitPrice,
        IReadOnlyList<ShippingMethod> ShippingMethods)
    {
        /// <summary>The method of that id; null when the seller does not offer it.</summary>
        public ShippingMethod? Method(string id) => ShippingMethods.FirstOrDefault(method => method.Id == id);
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

    private static bool Same(Offer one, Offer other) =>
        one with { ShippingMethods = other.ShippingMethods } == other
        && one.ShippingMethods.SequenceEqual(other.ShippingMethods);
}

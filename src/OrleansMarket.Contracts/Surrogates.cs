using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

// The few values of the domain that cross the wire as they are. The domain knows nothing of Orleans, so their wire form
// is written down here. Append members, never reorder them.

/// <summary>Wire form of <see cref="Money"/>: minor units and ISO 4217 code.</summary>
[GenerateSerializer, Immutable, Alias("money")]
public readonly record struct MoneySurrogate(long Minor, string Currency);

/// <summary>Converts <see cref="Money"/>.</summary>
[RegisterConverter]
public sealed class MoneyConverter : IConverter<Money, MoneySurrogate>
{
    /// <inheritdoc/>
    public Money ConvertFromSurrogate(in MoneySurrogate surrogate) =>
        new(surrogate.Minor, Currency.Parse(surrogate.Currency));

    /// <inheritdoc/>
    public MoneySurrogate ConvertToSurrogate(in Money value) => new(value.Minor, value.Currency.Code);
}

/// <summary>Wire form of <see cref="Address"/>.</summary>
[GenerateSerializer, Immutable, Alias("address")]
public readonly record struct AddressSurrogate(
    string Name, string Street, string City, string PostalCode, string Country);

/// <summary>Converts <see cref="Address"/>.</summary>
[RegisterConverter]
public sealed class AddressConverter : IConverter<Address, AddressSurrogate>
{
    /// <inheritdoc/>
    public Address ConvertFromSurrogate(in AddressSurrogate surrogate) =>
        new(surrogate.Name, surrogate.Street, surrogate.City, surrogate.PostalCode, surrogate.Country);

    /// <inheritdoc/>
    public AddressSurrogate ConvertToSurrogate(in Address value) =>
        new(value.Name, value.Street, value.City, value.PostalCode, value.Country);
}

/// <summary>Wire form of <see cref="Sealed"/>.</summary>
[GenerateSerializer, Immutable, Alias("sealed")]
public readonly record struct SealedSurrogate(string Text);

/// <summary>Converts <see cref="Sealed"/>.</summary>
[RegisterConverter]
public sealed class SealedConverter : IConverter<Sealed, SealedSurrogate>
{
    /// <inheritdoc/>
    public Sealed ConvertFromSurrogate(in SealedSurrogate surrogate) => new(surrogate.Text);

    /// <inheritdoc/>
    public SealedSurrogate ConvertToSurrogate(in Sealed value) => new(value.Text);
}

/// <summary>Wire form of <see cref="Listing.ShippingMethod"/>.</summary>
[GenerateSerializer, Immutable, Alias("shipping-method")]
public readonly record struct ShippingMethodSurrogate(string Id, string Name, Money Fee, int Days, Money? FreeFrom);

/// <summary>Converts <see cref="Listing.ShippingMethod"/>.</summary>
[RegisterConverter]
public sealed class ShippingMethodConverter : IConverter<Listing.ShippingMethod, ShippingMethodSurrogate>
{
    /// <inheritdoc/>
    public Listing.ShippingMethod ConvertFromSurrogate(in ShippingMethodSurrogate surrogate) =>
        new(surrogate.Id, surrogate.Name, surrogate.Fee, surrogate.Days, surrogate.FreeFrom);

    /// <inheritdoc/>
    public ShippingMethodSurrogate ConvertToSurrogate(in Listing.ShippingMethod value) =>
        new(value.Id, value.Name, value.Fee, value.Days, value.FreeFrom);
}

/// <summary>Wire form of <see cref="Listing.Sale"/>.</summary>
[GenerateSerializer, Immutable, Alias("sale")]
public readonly record struct SaleSurrogate(
    Money UnitPrice, int Quota, int? PerBuyer, DateTimeOffset From, DateTimeOffset Until);

/// <summary>Converts <see cref="Listing.Sale"/>.</summary>
[RegisterConverter]
public sealed class SaleConverter : IConverter<Listing.Sale, SaleSurrogate>
{
    /// <inheritdoc/>
    public Listing.Sale ConvertFromSurrogate(in SaleSurrogate surrogate) =>
        new(surrogate.UnitPrice, surrogate.Quota, surrogate.PerBuyer, surrogate.From, surrogate.Until);

    /// <inheritdoc/>
    public SaleSurrogate ConvertToSurrogate(in Listing.Sale value) =>
        new(value.UnitPrice, value.Quota, value.PerBuyer, value.From, value.Until);
}

/// <summary>Wire form of <see cref="Listing.Offer"/>.</summary>
[GenerateSerializer, Immutable, Alias("offer")]
public readonly record struct OfferSurrogate(
    string Sku,
    string Seller,
    string SellerName,
    string Title,
    Money UnitPrice,
    Listing.ShippingMethod[] ShippingMethods,
    int? PerBuyerLimit,
    Listing.Sale? Sale,
    Listing.Deduction? Deduct);

/// <summary>Converts <see cref="Listing.Offer"/>.</summary>
[RegisterConverter]
public sealed class OfferConverter : IConverter<Listing.Offer, OfferSurrogate>
{
    /// <inheritdoc/>
    public Listing.Offer ConvertFromSurrogate(in OfferSurrogate surrogate) => new(
        surrogate.Sku, surrogate.Seller, surrogate.SellerName, surrogate.Title, surrogate.UnitPrice,
        surrogate.ShippingMethods, surrogate.PerBuyerLimit, surrogate.Sale, surrogate.Deduct);

    /// <inheritdoc/>
    public OfferSurrogate ConvertToSurrogate(in Listing.Offer value) =>
        new(value.Sku, value.Seller, value.SellerName, value.Title, value.UnitPrice, [.. value.ShippingMethods],
            value.PerBuyerLimit, value.Sale, value.Deduct);
}

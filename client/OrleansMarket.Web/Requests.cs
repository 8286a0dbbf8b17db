using System.Text.Json.Serialization;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>No fields.</summary>
internal sealed record EmptyRequest : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
    }
}

/// <summary>Who wants to sign in to a simulation market.</summary>
/// <param name="Member">A name of 1 to 40 lower-case letters, digits or dashes; whoever says it first, has it.</param>
/// <param name="Role">What to act as.</param>
internal sealed record SignInRequest(string Member, Role Role) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        // Alice and alice would be two members whom nobody could tell apart.
        if (!Ids.IsName(Member) || Member.Any(char.IsAsciiLetterUpper))
            errors.Add("member", "invalid", "member must be 1 to 40 lower-case letters, digits or dashes.");
    }
}

/// <summary>Money.</summary>
/// <param name="Amount">Whole minor units: 1828 USD is 18.28 dollars.</param>
/// <param name="Currency">ISO 4217.</param>
internal sealed record MoneyBody(long Amount, string Currency)
{
    /// <summary>As the market has it.</summary>
    public Money ToMoney() => new(Amount, Domain.Currency.Parse(Currency));

    /// <summary>As the API has it.</summary>
    public static MoneyBody From(Money money) => new(money.Minor, money.Currency.Code);
}

/// <summary>So many of a SKU.</summary>
/// <param name="Quantity">How many to have in the cart; 0 removes the line.</param>
/// <param name="ShippingMethod">One of the listing's methods; its first when absent.</param>
internal sealed record CartLineRequest(int Quantity, string? ShippingMethod = null) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Number("quantity", Quantity, 0, Cart.MostOfOneSku, "quantity_invalid");
        if (ShippingMethod is not null) errors.Name("shipping_method", ShippingMethod);
    }
}

/// <summary>What of the cart to order, and where to.</summary>
/// <param name="ShipTo">Where to.</param>
/// <param name="Lines">Only these SKUs of the cart; all when absent.</param>
/// <param name="Seller">Only the lines of this seller.</param>
/// <param name="Coupons">Ids of coupons to use, and one code at most.</param>
/// <param name="Coins">How many coins to use at most; 0 or absent for none.</param>
/// <param name="ExpectedTotal">
/// The total that was agreed to; another one is refused. When absent, the unit prices that were seen when the lines
/// were put into the cart are what was agreed to.
/// </param>
internal sealed record CheckoutRequest(
    AddressBody ShipTo,
    IReadOnlyList<string>? Lines = null,
    string? Seller = null,
    IReadOnlyList<string>? Coupons = null,
    int? Coins = null,
    MoneyBody? ExpectedTotal = null) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        ShipTo.Check("ship_to", errors);
        if (Lines is not null && errors.List("lines", Lines, 1, 200))
            for (var i = 0; i < Lines.Count; i++) errors.Name($"lines[{i}]", Lines[i]);
        if (Seller is not null) errors.Name("seller", Seller);
        if (Coupons is not null && errors.List("coupons", Coupons, 0, 50))
            for (var i = 0; i < Coupons.Count; i++) CheckCoupon($"coupons[{i}]", Coupons[i], errors);
        if (Coins is { } coins) errors.Number("coins", coins, 0, int.MaxValue);
        if (ExpectedTotal is not null) errors.Money("expected_total", ExpectedTotal, least: 0);
    }

    private static void CheckCoupon(string field, string value, Errors errors)
    {
        if (Ids.IsId(value, Ids.Coupon) || PromoCode.IsCode(value.ToUpperInvariant())) return;
        errors.Add(field, "invalid",
            $"{field} must be an id that begins with {Ids.Coupon}, or a code of 3 to 30 letters, digits or dashes.");
    }
}

/// <summary>An address.</summary>
/// <param name="Name">Who receives it.</param>
/// <param name="Street">Street and number.</param>
/// <param name="City">City.</param>
/// <param name="PostalCode">Postal code; empty or absent where there is none.</param>
/// <param name="Country">ISO 3166-1, two upper-case letters.</param>
internal sealed record AddressBody(string Name, string Street, string City, string Country, string? PostalCode = null)
{
    /// <summary>Adds whatever is wrong with it.</summary>
    public void Check(string field, Errors errors)
    {
        errors.Text($"{field}.name", Name, 100);
        errors.Text($"{field}.street", Street, 200);
        errors.Text($"{field}.city", City, 100);
        errors.Text($"{field}.postal_code", PostalCode ?? "", 20, mayBeEmpty: true);
        errors.Country($"{field}.country", Country);
    }

    /// <summary>As the market has it.</summary>
    public Address ToAddress() => new(Name, Street, City, PostalCode ?? "", Country);

    /// <summary>As the API has it.</summary>
    public static AddressBody From(Address address) =>
        new(address.Name, address.Street, address.City, address.Country, address.PostalCode);
}

/// <summary>What to pay, and how.</summary>
/// <param name="Orders">1 to 50 orders.</param>
/// <param name="Method">A token of the payment provider, never a card number.</param>
internal sealed record PaymentRequest(IReadOnlyList<string> Orders, string Method) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        if (errors.List("orders", Orders, 1, 50))
            for (var i = 0; i < Orders.Count; i++) errors.Id($"orders[{i}]", Orders[i], Ids.Order);
        if (Method.Length is 0 or > 64 || !Method.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            errors.Add("method", "invalid", "method must be a token of 1 to 64 letters, digits, _ or -.");
    }
}

/// <summary>What the carrier has seen.</summary>
/// <param name="Tracking">The tracking number.</param>
/// <param name="EventId">Names the report: sent twice, it counts once.</param>
/// <param name="Kind">What was seen.</param>
/// <param name="At">When.</param>
internal sealed record TrackingEventRequest(
    string Tracking, string EventId, Parcel.ScanKind Kind, DateTimeOffset At) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        errors.Name("tracking", Tracking);
        if (EventId.Length is 0 or > 100
            || !EventId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or ':'))
            errors.Add("event_id", "invalid", "event_id must be 1 to 100 letters, digits or any of - _ . :");
    }
}

/// <summary>What a seller wants to be paid.</summary>
/// <param name="Amount">At most what is payable.</param>
internal sealed record PayoutRequest(MoneyBody Amount) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors) => errors.Money("amount", Amount, least: 1);
}

/// <summary>How to audit.</summary>
/// <param name="ExpectSettled">
/// Whether everything has to have come to an end, as after a load test whose clock was moved on.
/// </param>
internal sealed record AuditRequest(bool? ExpectSettled = null) : IChecked
{
    /// <inheritdoc/>
    public void Check(Errors errors)
    {
    }
}

/// <summary>How far to move the market's clock.</summary>
/// <param name="By">An ISO 8601 duration of weeks, days, hours, minutes and seconds, for example <c>P20D</c>.</param>
internal sealed record AdvanceRequest(string By) : IChecked
{
    /// <summary>The same as a span of time; zero when it is none.</summary>
    [JsonIgnore]
    public TimeSpan Duration => Durations.TryParse(By, out var by) ? by : TimeSpan.Zero;

    /// <inheritdoc/>
    public void Check(Errors errors)
    {
        if (Duration <= TimeSpan.Zero || Duration > MarketClock.LongestStep)
        {
            errors.Add("by", "duration_invalid",
                "by must be an ISO 8601 duration of more than zero and at most 366 days, for example P20D or PT1H.");
        }
    }
}

using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>A token.</summary>
/// <param name="Token">Send it as <c>Authorization: Bearer …</c>.</param>
/// <param name="Member">Who.</param>
/// <param name="Role">As what.</param>
/// <param name="ExpiresAt">Valid until then, in real time.</param>
internal sealed record SignInResponse(string Token, string Member, Role Role, DateTimeOffset ExpiresAt);

/// <summary>Some listings.</summary>
/// <param name="Items">In the order of their SKUs.</param>
/// <param name="HasMore">Whether there are more.</param>
/// <param name="NextCursor">Send it as <c>cursor</c> to get them.</param>
internal sealed record ListingPage(IReadOnlyList<ListingResponse> Items, bool HasMore, string? NextCursor);

/// <summary>What a seller offers.</summary>
/// <param name="Sku">Its name.</param>
/// <param name="Title">For people.</param>
/// <param name="Seller">Who offers it.</param>
/// <param name="UnitPrice">The price of one, outside of a sale.</param>
/// <param name="ShippingMethods">How it can be shipped.</param>
/// <param name="Available">How many could be ordered now, at any price.</param>
/// <param name="PerBuyerLimit">The most for one buyer over all his orders; absent for as many as there are.</param>
/// <param name="Sale">The flash sale that runs, is to come or has ended.</param>
/// <param name="Deduct">When units are taken from the stock; absent for <c>on_order</c>.</param>
internal sealed record ListingResponse(
    string Sku, string Title, SellerName Seller, MoneyBody UnitPrice, IReadOnlyList<ShippingMethodBody> ShippingMethods,
    int Available, int? PerBuyerLimit, SaleBody? Sale, Listing.Deduction? Deduct)
{
    /// <summary>As the API has it.</summary>
    public static ListingResponse From(Listing.Offer offer, StockView stock) => new(
        offer.Sku, offer.Title, new(offer.Seller, offer.SellerName), MoneyBody.From(offer.UnitPrice),
        [.. offer.ShippingMethods.Select(ShippingMethodBody.From)],
        stock.Available, offer.PerBuyerLimit, offer.Sale is { } sale ? SaleBody.Of(sale, stock) : null, offer.Deduct);
}

/// <summary>So many units for less, in a short time.</summary>
/// <param name="UnitPrice">The price of one while it runs.</param>
/// <param name="Quota">How many units.</param>
/// <param name="Left">How many of them can still be had.</param>
/// <param name="From">From then on.</param>
/// <param name="Until">Before then.</param>
/// <param name="PerBuyerLimit">The most for one buyer in this sale; absent for as many as there are.</param>
internal sealed record SaleBody(
    MoneyBody UnitPrice, int Quota, int Left, DateTimeOffset From, DateTimeOffset Until, int? PerBuyerLimit)
{
    /// <summary>As the API has it.</summary>
    public static SaleBody Of(Listing.Sale sale, StockView stock) => new(
        MoneyBody.From(sale.UnitPrice), sale.Quota, stock.LeftOf(sale), sale.From, sale.Until, sale.PerBuyer);
}

/// <summary>A seller.</summary>
/// <param name="Id">The seller's member name.</param>
/// <param name="Name">For people.</param>
internal sealed record SellerName(string Id, string Name);

/// <summary>What a seller has earned.</summary>
/// <param name="Seller">Who.</param>
/// <param name="Payable">What can be paid out now, by currency.</param>
/// <param name="Receivable">What he owes for orders that went back, by currency; his next sales repay it.</param>
/// <param name="Sales">How many orders were earned with.</param>
/// <param name="FrozenBecause">Why nothing is paid out now; absent when it is.</param>
/// <param name="Payouts">The latest 100 payments, oldest first.</param>
internal sealed record SellerAccountResponse(
    string Seller, IReadOnlyList<MoneyBody> Payable, IReadOnlyList<MoneyBody> Receivable, int Sales,
    string? FrozenBecause, IReadOnlyList<PayoutResponse> Payouts)
{
    /// <summary>As the API has it.</summary>
    public static SellerAccountResponse From(SellerAccountView view, string seller) => new(
        seller, [.. view.Payable.Select(MoneyBody.From)], [.. view.Receivable.Select(MoneyBody.From)], view.Sales,
        view.Frozen, [.. view.Payouts.Select(PayoutResponse.From)]);
}

/// <summary>A payment to a seller.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Amount">How much.</param>
/// <param name="At">When.</param>
internal sealed record PayoutResponse(string Id, MoneyBody Amount, DateTimeOffset At)
{
    /// <summary>As the API has it.</summary>
    public static PayoutResponse From(PayoutView view) => new(view.Id, MoneyBody.From(view.Amount), view.At);
}

/// <summary>All money of the market.</summary>
/// <param name="Accounts">What every account has.</param>
/// <param name="Sums">The sum of all balances by currency: 0 when all is well.</param>
/// <param name="Balanced">Whether every sum is 0.</param>
internal sealed record TrialBalanceResponse(
    IReadOnlyList<AccountBody> Accounts, IReadOnlyDictionary<string, long> Sums, bool Balanced);

/// <summary>What an account has, in minor units.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Debit">All debits.</param>
/// <param name="Credit">All credits.</param>
/// <param name="Balance">Debits less credits.</param>
internal sealed record AccountBody(string Account, string Currency, long Debit, long Credit, long Balance)
{
    /// <summary>As the API has it.</summary>
    public static AccountBody From(AccountBalance view) =>
        new(view.Account, view.Currency, view.Debit, view.Credit, view.Balance);
}

/// <summary>The market's time.</summary>
/// <param name="Now">What time it is in the market.</param>
/// <param name="Ahead">How far that is ahead of real time, as an ISO 8601 duration.</param>
internal sealed record ClockResponse(DateTimeOffset Now, string Ahead)
{
    /// <summary>As the API has it.</summary>
    public static ClockResponse From(ClockView view) => new(view.Now, Durations.Show(view.Ahead));
}

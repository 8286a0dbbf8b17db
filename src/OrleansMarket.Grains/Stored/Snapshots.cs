using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OrleansMarket.Domain;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Stored;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(StoredMoney), typeof(StoredCurrency)])]
[JsonSerializable(typeof(StockForm))]
[JsonSerializable(typeof(CampaignForm))]
[JsonSerializable(typeof(AccountForm))]
[JsonSerializable(typeof(CoinsForm))]
internal sealed partial class SnapshotForms : JsonSerializerContext;

/// <summary>
/// The snapshots of the long-lived machines. Change a form, and change its shape with it: old ones are ignored.
/// </summary>
internal static class Snapshots
{
    private const int Every = 500;

    public static SnapshotCodec<Stock.State> Stock { get; } = Codec(
        "stock-2", SnapshotForms.Default.StockForm, StockForm.Of, form => form.State(),
        stock => stock.Reservations.Count + stock.Moves.Count + stock.Buyers.Count
            + stock.Sales.Values.Sum(share => share.Buyers.Count));

    public static SnapshotCodec<Campaign.State> Campaign { get; } = Codec(
        "campaign-2", SnapshotForms.Default.CampaignForm, CampaignForm.Of, form => form.State(),
        campaign => campaign.Claims.Count);

    public static SnapshotCodec<Coins.State> Coins { get; } = Codec(
        "coins-1", SnapshotForms.Default.CoinsForm, CoinsForm.Of, form => form.State(),
        coins => coins.Expenses.Count + coins.Done.Count);

    public static SnapshotCodec<SellerAccount.State> SellerAccount { get; } = Codec(
        "seller-account-2", SnapshotForms.Default.AccountForm, AccountForm.Of, form => form.State(),
        account => account.Known.Count + account.Payouts.Count);

    private static SnapshotCodec<TState> Codec<TState, TForm>(
        string shape, JsonTypeInfo<TForm> json, Func<TState, TForm> write, Func<TForm, TState> read,
        Func<TState, int> weight) =>
        new(shape,
            state => JsonSerializer.SerializeToUtf8Bytes(write(state), json),
            body => read(JsonSerializer.Deserialize(body.Span, json)!),
            Every, weight);
}

internal sealed record StockForm(
    int OnHand, int Reserved, int Sold, int Stocked,
    StockForm.Row[] Reservations, StockForm.Mark[] Memory, string[] Moves,
    Dictionary<string, int> Buyers, StockForm.Share[] Sales)
{
    internal sealed record Row(
        string Order, int Quantity, DateTimeOffset Until, bool IsSold, string? Buyer, DateTimeOffset? Sale);

    internal sealed record Mark(DateTimeOffset At, string Id);

    internal sealed record Share(DateTimeOffset From, int Units, Dictionary<string, int> Buyers);

    public static StockForm Of(Stock.State stock) => new(
        stock.OnHand, stock.Reserved, stock.Sold, stock.Stocked,
        [
            .. stock.Reservations.Select(held =>
                new Row(held.Key, held.Value.Quantity, held.Value.Until, held.Value.IsSold,
                    held.Value.Count?.Buyer, held.Value.Count?.Sale)),
        ],
        [.. stock.Memory.Select(mark => new Mark(mark.At, mark.Id))],
        [.. stock.Moves],
        new(stock.Buyers),
        [.. stock.Sales.Select(sale => new Share(sale.Key, sale.Value.Units, new(sale.Value.Buyers)))]);

    public Stock.State State()
    {
        var empty = Stock.State.Initial;
        return empty with
        {
            OnHand = OnHand,
            Reserved = Reserved,
            Sold = Sold,
            Stocked = Stocked,
            Reservations = empty.Reservations.AddRange(Reservations.Select(row =>
                KeyValuePair.Create(row.Order, new Stock.Reservation(row.Quantity, row.Until, row.IsSold,
                    row.Buyer is null && row.Sale is null ? null : new(row.Buyer, row.Sale))))),
            Expiries = empty.Expiries.Union(
                Reservations.Where(row => !row.IsSold).Select(row => (row.Until, row.Order))),
            Memory = [.. Memory.Select(mark => (mark.At, mark.Id))],
            Moves = empty.Moves.Union(Moves),
            Buyers = empty.Buyers.AddRange(Buyers),
            Sales = empty.Sales.AddRange(Sales.Select(sale =>
                KeyValuePair.Create(sale.From, new Stock.Share(sale.Units, empty.Buyers.AddRange(sale.Buyers))))),
        };
    }
}

internal sealed record CampaignForm(
    Campaign.Offer? Offer, Campaign.Status Phase, int Issued, int Returned, Dictionary<string, int> Claims,
    Dictionary<string, int> Buyers)
{
    public static CampaignForm Of(Campaign.State campaign) => new(
        campaign.Offer, campaign.Phase, campaign.Issued, campaign.Returned, new(campaign.Claims),
        new(campaign.Buyers));

    public Campaign.State State() => Campaign.State.Initial with
    {
        Offer = Offer,
        Phase = Phase,
        Issued = Issued,
        Returned = Returned,
        Claims = Campaign.State.Initial.Claims.AddRange(Claims),
        Buyers = Campaign.State.Initial.Buyers.AddRange(Buyers),
    };
}

internal sealed record AccountForm(
    string? Seller, Money[] Payable, Money[] Receivable, Money[] Subsidies, int Sales,
    SellerAccount.Payout[] Payouts, string? Frozen, StockForm.Mark[] Memory)
{
    public static AccountForm Of(SellerAccount.State account) => new(
        account.Seller, [.. account.Payable.Values], [.. account.Receivable.Values], [.. account.Subsidies.Values],
        account.Sales, [.. account.Payouts], account.Frozen,
        [.. account.Memory.Select(mark => new StockForm.Mark(mark.At, mark.Id))]);

    public SellerAccount.State State() => SellerAccount.State.Initial with
    {
        Seller = Seller,
        Payable = Payable.ToImmutableDictionary(balance => balance.Currency),
        Receivable = Receivable.ToImmutableDictionary(balance => balance.Currency),
        Subsidies = Subsidies.ToImmutableDictionary(balance => balance.Currency),
        Sales = Sales,
        Payouts = [.. Payouts],
        Frozen = Frozen,
        Known = SellerAccount.State.Initial.Known.Union(Memory.Select(mark => mark.Id)),
        Memory = [.. Memory.Select(mark => (mark.At, mark.Id))],
    };
}

internal sealed record CoinsForm(
    Coins.Lot[] Lots, Dictionary<string, Coins.Lock> Locks, Dictionary<string, Coins.Expense> Expenses, string[] Done,
    DateTimeOffset? CheckedInAt, Coins.Movement[] Movements)
{
    public static CoinsForm Of(Coins.State coins) => new(
        [.. coins.Lots.Select(lot => new Coins.Lot(lot.Key, lot.Value))], new(coins.Locks), new(coins.Expenses),
        [.. coins.Done], coins.CheckedInAt, [.. coins.Movements]);

    public Coins.State State()
    {
        var empty = Coins.State.Initial;
        return empty with
        {
            Lots = empty.Lots.AddRange(Lots.Select(lot => KeyValuePair.Create(lot.ExpiresAt, lot.Count))),
            Locks = empty.Locks.AddRange(Locks),
            Expenses = empty.Expenses.AddRange(Expenses),
            Done = empty.Done.Union(Done),
            CheckedInAt = CheckedInAt,
            Movements = [.. Movements],
        };
    }
}

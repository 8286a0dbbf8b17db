using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Actors;

/// <summary>Lists, stocks, ships, and wants his money.</summary>
internal sealed class Seller : Actor
{
    public Seller(Stage stage, string name)
        : base(stage, name, Role.Seller) =>
        Actions = [(10, Act), (2, Restock), (1, Reprice), (3, PayOut)];

    protected override IReadOnlyList<(int Weight, Func<Chance, Task> Act)> Actions { get; }

    /// <summary>Opens the store.</summary>
    public async Task Open(Chance chance)
    {
        for (var number = chance.Between(1, 3); number > 0; number--)
        {
            var sku = $"{Name}-{number}";
            await List(sku, chance);
            await Receive(sku, "opening", chance.Between(1, 6), chance);
            Stage.Skus.Add(sku);
        }
    }

    private async Task List(string sku, Chance chance)
    {
        Listing.ShippingMethod[] methods =
        [
            new("standard", "Standard", Money.Usd(chance.Between(0, 300)), 20),
            new("express", "Express", Money.Usd(900), 5),
        ];
        var offer = new Listing.Offer(sku, Name, Name, $"A {sku}", Money.Usd(chance.Between(1, 3_000)), methods);
        await Command(chance, $"list {sku}", () => Grains.Listing(sku).Put(offer));
    }

    private Task Receive(string sku, string move, int quantity, Chance chance) => Command(
        chance, $"stock {quantity} {sku}", () => Grains.Stock(sku).Receive(move, quantity),
        now => now.Newest<Stock.State>(Ids.Stock + sku)?.Stocked >= quantity);

    private async Task Act(Chance chance)
    {
        var mine = Stage.Orders.Where(order => order.Seller == Name || chance.Is(0.02)).ToArray();
        if (mine.Length > 0) await ActOn(chance.Of(mine), chance);
    }

    private Task Restock(Chance chance) => Receive(
        chance.Of(Stage.Skus), $"m{chance.Next() % 1_000}", chance.Between(0, 3), chance);

    private Task Reprice(Chance chance) => List(chance.Of(Stage.Skus), chance);

    /// <summary>Wants what he has earned, or a part of it, or more.</summary>
    public async Task PayOut(Chance chance)
    {
        var view = await Ask(chance, "view the account", () => Grains.SellerAccount(Name).View());
        var payable = view?.Payable.FirstOrDefault() ?? default;
        if (!payable.IsPositive) return;
        var amount = chance.Is(0.5) ? payable : new Money(1 + chance.Below((int)payable.Minor), payable.Currency);
        if (chance.Is(0.1)) amount += amount;
        var payout = $"po-{chance.Next() % 1_000_000}";
        await Command(chance, $"pay out {amount} as {payout}", () => Grains.SellerAccount(Name).PayOut(payout, amount),
            now => now.Newest<SellerAccount.State>(Ids.SellerAccount + Name)?.Payouts
                .Count(paid => paid.Id == payout && paid.Amount == amount) == 1);
    }
}

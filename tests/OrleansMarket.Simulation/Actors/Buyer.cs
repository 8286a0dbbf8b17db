using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Actors;

/// <summary>Fills a cart, orders, pays, and changes his mind.</summary>
internal sealed class Buyer : Actor
{
    private readonly List<string> coupons = [];
    private readonly List<(string Checkout, CheckoutOrder Order)> checkouts = [];

    public Buyer(Stage stage, string name)
        : base(stage, name, Role.Buyer) => Actions =
        [
            (4, Put), (6, Shop), (4, Pay), (6, Act), (2, Claim), (1, Look), (1, AskAgain),
        ];

    protected override IReadOnlyList<(int Weight, Func<Chance, Task> Act)> Actions { get; }

    private ICartGrain Cart => Grains.Cart(Name);

    private async Task Put(Chance chance)
    {
        var (sku, quantity) = (chance.Of(Stage.Skus), chance.Between(0, 3));
        var method = chance.Of(new[] { null, "standard", "express", "by-owl" });
        await Command(chance, $"put {quantity} {sku}", () => Cart.Put(sku, quantity, method));
    }

    private async Task Shop(Chance chance)
    {
        for (var lines = chance.Between(1, 3); lines > 0; lines--)
        {
            var (sku, quantity) = (chance.Of(Stage.Skus), chance.Between(1, 2));
            var method = chance.Is(0.8) ? null : "express";
            await Command(chance, $"put {quantity} {sku}", () => Cart.Put(sku, quantity, method));
        }

        string[] use = coupons.Count > 0 && chance.Is(0.7) ? [chance.Of(coupons)] : [];
        if (coupons.Count > 1 && chance.Is(0.2)) use = [.. coupons.Take(2)];
        string[]? skus = chance.Is(0.8) ? null : [chance.Of(Stage.Skus)];
        Money? total = chance.Is(0.95) ? null : Money.Usd(chance.Between(1, 9_999));
        var order = new CheckoutOrder(skus, Stage.Home, use, total);
        if (chance.Is(0.3)) await CheckOutUnderKey(order, chance);
        else await CheckOut(Stage.NewId(Ids.Checkout, chance), order, chance);
        if (chance.Is(0.5)) await Pay(chance);
    }

    /// <summary>As the web does: the key fixes the checkout's id, and the first answer is kept word for word.</summary>
    private async Task CheckOutUnderKey(CheckoutOrder order, Chance chance)
    {
        var (key, fresh) = ($"k{chance.Next():x}", Stage.NewId(Ids.Checkout, chance));
        await Ask(chance, $"check out under {key}", async () =>
        {
            var request = Grains.Request(key);
            var claim = await request.Claim("all", fresh);
            if (claim.Reply is { } kept) return kept.Body;
            var answer = await Cart.CheckOut(claim.Subject, order);
            Placed(claim.Subject, answer);
            var body = $"{claim.Subject}: {answer.Value?.Status} {answer.Why}";
            return (await request.Answer(answer.Value is null ? 409 : 201, body)).Body;
        }, body => Promise($"{Name} was answered '{body}' under {key}",
            now => now.Newest<Request.State>(Ids.Request + key)?.Reply?.Body == body));
    }

    private async Task CheckOut(string checkout, CheckoutOrder order, Chance chance)
    {
        checkouts.Add((checkout, order));
        await Ask(chance, $"check out {checkout}", () => Cart.CheckOut(checkout, order),
            answer => Placed(checkout, answer));
    }

    private void Placed(string checkout, Answer<CheckoutView> answer)
    {
        if (answer.Value is not { } view) return;
        Promise($"{Name} was told that {checkout} is {view.Status}", now =>
            now.Newest<Checkout.State>(checkout) is { } state && state.Status == view.Status
            && state.Orders.Select(order => (order.Order, order.Total)).SequenceEqual(
                view.Orders.Select(order => (order.Id, order.Total)))
            && view.Orders.All(placed => now.Newest<Order.State>(placed.Id)?.Terms is not null));
        foreach (var placed in view.Orders)
        {
            if (Stage.Orders.All(known => known.Id != placed.Id))
                Stage.Orders.Add(new(placed.Id, Name, placed.Seller));
        }
    }

    private async Task Pay(Chance chance)
    {
        var mine = Stage.Orders.Where(order => order.Buyer == Name).ToArray();
        if (mine.Length == 0) return;
        // The newest are the ones that may still be unpaid.
        var some = mine.TakeLast(3).Where(_ => chance.Is(0.6)).Select(order => order.Id).ToArray();
        if (chance.Is(0.05)) some = [chance.Of(Stage.Orders).Id];
        if (some.Length > 0) await OrderActions.Pay(this, some, chance);
    }

    private async Task Act(Chance chance)
    {
        var mine = Stage.Orders.Where(order => order.Buyer == Name || chance.Is(0.02)).ToArray();
        if (mine.Length > 0) await ActOn(chance.Of(mine), chance);
    }

    private async Task Claim(Chance chance)
    {
        if (Stage.Campaigns.Count == 0) return;
        var (campaign, claim) = (chance.Of(Stage.Campaigns), Stage.NewId("clm_", chance));
        await Ask(chance, $"claim {campaign} as {claim}", () => Grains.Campaign(campaign).Claim(claim, Name), answer =>
        {
            if (answer.Value is not { } coupon) return;
            Promise($"{Name} was given {coupon}", now => now.Newest<Coupon.State>(coupon)?.Buyer == Name);
            if (!coupons.Contains(coupon)) coupons.Add(coupon);
        });
    }

    private async Task Look(Chance chance)
    {
        await Ask(chance, "view the cart", Cart.View);
        await Ask(chance, "quote", () => Cart.Quote(new(null, Stage.Home, [.. coupons.Take(1)], null)));
        await Ask(chance, "browse", () => Grains.Catalogue().Find(new(null, null, null, 10)));
    }

    /// <summary>A page that was left open sends an old checkout once more.</summary>
    private async Task AskAgain(Chance chance)
    {
        if (checkouts.Count == 0) return;
        var (checkout, order) = chance.Of(checkouts);
        await CheckOut(checkout, order, chance);
    }
}

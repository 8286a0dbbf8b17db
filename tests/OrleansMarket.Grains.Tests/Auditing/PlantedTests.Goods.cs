using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using Wish = OrleansMarket.Grains.Tests.Auditing.PaperMarket.Wish;

namespace OrleansMarket.Grains.Tests.Auditing;

/// <summary>Goods and coupons: I6 to I9.</summary>
public sealed partial class PlantedTests
{
    [Fact]
    public async Task I6_Selling_more_than_there_is_is_found()
    {
        paper.Forge(paper.Machines.Stock, "stk_lamp",
            new Stock.Event.Reserved([new("ord_x.1", 1_000)], paper.Now.AddDays(1)));
        await Found("I6", "stk_lamp", "oversold");
    }

    [Fact]
    public async Task I6_Units_sold_to_nobody_are_found()
    {
        paper.Ask(paper.Machines.Stock, "stk_lamp",
            new Stock.Command.Reserve([new("ord_x.1", 1)], paper.Now.AddDays(1)));
        paper.Ask(paper.Machines.Stock, "stk_lamp", new Stock.Command.Commit("ord_x.1"));
        await Found("I6", "stk_lamp", "which does not exist");
    }

    [Fact]
    public async Task I6_A_paid_order_whose_units_went_back_is_found()
    {
        var order = Paid("ben");
        paper.Ask(paper.Machines.Stock, "stk_lamp", new Stock.Command.Free([order]));
        await Found("I6", order, "were not sold to it");
    }

    [Fact]
    public async Task I6_Units_that_came_back_without_the_order_giving_them_back_are_found()
    {
        var order = Paid("ben");
        paper.Ask(paper.Machines.Stock, "stk_lamp", new Stock.Command.TakeBack(order, "chance", 1));
        await Found("I6", "stk_lamp", $"0 are sold to {order}, which ordered 1 and keeps 1");
    }

    [Fact]
    public async Task I7_More_coupons_in_use_than_there_are_is_found()
    {
        market.Offer("cmp_one", null, quota: 1);
        var first = market.Claim("cmp_one", "ben");
        var second = Ids.CouponOf("cmp_one", 2);
        var terms = paper.StateOf(paper.Machines.Coupon, first).Terms!;
        paper.Forge(paper.Machines.Campaign, "cmp_one", null,
            [paper.Machines.Coupon.Bear(second, paper.Now.AddTicks(1), new Coupon.Event.Issued("cyd", terms))],
            new Campaign.Event.Claimed("claim-cyd", "cyd", 2));
        foreach (var (coupon, buyer) in new[] { (first, "ben"), (second, "cyd") })
        {
            paper.Ask(paper.Machines.Coupon, coupon,
                new Coupon.Command.Lock(buyer, $"chk_{buyer}", [$"ord_{buyer}.1"], paper.Now.AddDays(1)));
        }

        await Found("I7", second, "2 coupons of cmp_one are in use, of 1");
    }

    [Fact]
    public async Task I7_A_claim_without_its_coupon_is_found()
    {
        market.Offer("cmp_one", null, quota: 1);
        paper.Forge(paper.Machines.Campaign, "cmp_one", new Campaign.Event.Claimed("claim-ben", "ben", 1));
        await Found("I7", "cmp_one", "1 coupons were claimed, and 0 exist");
    }

    [Fact]
    public async Task I8_A_coupon_that_is_used_without_a_lock_is_found()
    {
        market.Offer("cmp_one", null, quota: 1);
        var coupon = market.Claim("cmp_one", "ben");
        paper.Forge(paper.Machines.Coupon, coupon, new Coupon.Event.Redeemed("ord_x.1"));
        await Found("I8", coupon, "without having been locked");
    }

    [Fact]
    public async Task I8_An_order_whose_coupon_another_has_is_found()
    {
        market.Offer("cmp_one", null, quota: 1);
        var coupon = market.Claim("cmp_one", "ben");
        var order = market.CheckOut("with", "ben", coupon, new Wish("lamp", 1))[0];
        paper.Ask(paper.Machines.Coupon, coupon, new Coupon.Command.Unlock([order]));
        await Found("I8", order, "which chk_with does not have");
    }

    [Fact]
    public async Task I9_Shares_of_more_than_the_coupon_is_worth_are_found()
    {
        market.Offer("cmp_one", null, quota: 1);
        var coupon = market.Claim("cmp_one", "ben");
        var terms = market.Terms("chk_dear", 1, "ben", new Wish("lamp", 1), coupon);
        terms = terms with { Lines = [terms.Lines[0] with { PlatformDiscount = Money.Usd(900) }] };
        paper.Ask(paper.Machines.Coupon, coupon,
            new Coupon.Command.Lock("ben", "chk_dear", [terms.Order], paper.Now.AddDays(1)));
        paper.Ask(paper.Machines.Checkout, "chk_dear", new Checkout.Command.Place("ben", [terms]));
        await Found("I9", terms.Order, "takes 900 off in chk_dear, with coupons worth 500");
    }

    [Fact]
    public async Task I7_A_sale_that_gives_more_than_it_offers_is_found()
    {
        var from = paper.Now;
        var sale = new Listing.Sale(Money.Usd(100), 1, null, from, from.AddHours(1));
        var offer = paper.StateOf(paper.Machines.Listing, "lst_lamp").Offer! with { Sale = sale };
        paper.Forge(paper.Machines.Listing, "lst_lamp", new Listing.Event.Offered(offer));
        paper.Forge(paper.Machines.Stock, "stk_lamp",
            new Stock.Event.Reserved([new("ord_x.1", 2)], from.AddDays(1), "ben", sale.From));
        await Found("I7", "stk_lamp", "2 are taken in the sale");
    }
}

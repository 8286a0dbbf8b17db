using static OrleansMarket.Domain.Pricing;

namespace OrleansMarket.Domain.Tests;

/// <summary>Prices with everything at once, codes with many checkouts at once, and coins in any order.</summary>
public sealed class SavingProperties
{
    private static readonly Gen<Currency> SomeCurrency =
        Gen.OneOf("USD", "JPY", "BHD").Select(code => Currency.Parse(code));

    private static readonly Gen<(Currency Currency, Line[] Lines, Discount[] Discounts, int Coins, int Tax)> Checkouts =
        SomeCurrency.SelectMany(currency => Gen.Select(
            SomeLine(currency).Array[1, 8], SomeDiscount(currency).Array[0, 5], Gen.Int[0, 3_000], Gen.Int[0, 2_500],
            (lines, discounts, coins, tax) =>
                (currency, lines, discounts.DistinctBy(one => one.Id).ToArray(), coins, tax)));

    [Fact]
    public void I9_Every_share_is_exact_and_no_line_pays_less_than_nothing() => Checkouts.Sample(drawn =>
    {
        var (currency, lines, discounts, coins, tax) = drawn;
        var policy = Policy.Modern with { TaxBasisPoints = tax };
        if (Price(lines, discounts, policy, coins).Quote is not { } quote) return;

        var priced = quote.Baskets.SelectMany(basket => basket.Lines).ToArray();
        var zero = Money.Zero(currency);
        Assert.All(priced, line => Assert.True(
            line.Cash >= (line.Tax ?? zero) && line.SellerDiscount >= zero && line.PlatformDiscount >= zero
            && (line.CoinDiscount ?? zero) >= zero && line.Cash - (line.Tax ?? zero) <= line.Subtotal));
        Assert.Equal(quote.Total, quote.Subtotal - quote.Discount + quote.Shipping + quote.Tax);
        Assert.Equal(quote.Total, quote.Baskets.Sum(currency, basket => basket.Total));

        // What the coupons took off is what the lines remember; a sale has lowered the unit price before.
        var byCoupons = priced.Sum(currency, line => line.SellerDiscount + line.PlatformDiscount);
        Assert.Equal(byCoupons, quote.Shares.Sum(currency, share => share.Amount));
        Assert.All(discounts, discount =>
        {
            var off = quote.Shares.Where(share => share.Coupon == discount.Id).Sum(currency, share => share.Amount);
            Assert.True(off <= discount.Terms.Value);
            Assert.All(quote.Shares.Where(share => share.Coupon == discount.Id), share =>
                Assert.True(discount.Terms.Covers(share.Seller, share.Sku)));
        });

        // Coins: never more than wanted, than a tenth, or than they are worth; whole coins in each order.
        var goods = priced.Sum(currency, line => line.Cash + (line.CoinDiscount ?? zero) - (line.Tax ?? zero));
        Assert.True(quote.Coins <= coins && quote.CoinDiscount <= goods.BasisPoints(policy.CoinCapBasisPoints));
        Assert.Equal(WorthOf(quote.Coins, currency, policy), quote.CoinDiscount.Minor);
        if (currency == Currency.Usd)
        {
            Assert.All(quote.Baskets, basket =>
                Assert.Equal(basket.Coins, basket.Lines.Sum(line => line.CoinDiscount?.Minor ?? 0)));
        }
    }, iter: 1_500);

    [Fact]
    public void I7_A_code_is_never_used_more_often_than_its_quota_whatever_the_order_of_things() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], Gen.Select(Gen.Int[0, 5], Gen.Int[0, 7]).Array[0, 120])
            .Sample((quota, share, asked) =>
            {
                var (campaign, uses) = (Campaign.State.Initial, new Dictionary<string, Coupon.State>());
                campaign = Ask(campaign, new Campaign.Command.Create(
                    new(CodeCoupon, "7.00 off", quota, share, Code: "SEVEN"))).State;
                foreach (var (what, who) in asked)
                {
                    var (checkout, buyer) = ($"chk_{who}", $"buyer_{who % 4}");
                    var order = $"ord_{who}";
                    var newest = campaign.Claims.TryGetValue(checkout, out var number) ? $"{checkout}.{number}" : null;
                    if (what == 0)
                    {
                        var (after, events) = Ask(campaign,
                            new Campaign.Command.TakeCode(checkout, buyer, [order], Hours(25)));
                        campaign = after;
                        foreach (var taken in events.OfType<Campaign.Event.Claimed>())
                        {
                            uses[$"{checkout}.{taken.Number}"] = Machines.Coupon.Fold(Coupon.State.Initial,
                                [new Coupon.Event.Issued(buyer, CodeCoupon),
                                    new Coupon.Event.Locked(checkout, [order], Hours(25))]);
                        }
                    }
                    else if (newest is not null && what < 5)
                    {
                        Coupon.Command[] commands =
                        [
                            new Coupon.Command.Redeem(order), new Coupon.Command.Unlock([order]),
                            new Coupon.Command.Unlock([order], Coupon.Cause.BuyerCancelled),
                            new Coupon.Command.Unlock([order], Coupon.Cause.PartialRefund),
                        ];
                        var coupon = uses[newest];
                        uses[newest] = Machines.Coupon.Fold(
                            coupon, Machines.Coupon.Decide(coupon, commands[what - 1], Midnight).Events);
                    }
                    else if (newest is not null && Coupon.Owed(uses[newest]).Count > 0)
                    {
                        // Told twice, it counts once.
                        var back = new Campaign.Command.GiveBack(checkout, buyer, number);
                        campaign = Ask(Ask(campaign, back).State, back).State;
                        uses[newest] = Coupon.Evolve(uses[newest], new Coupon.Event.PlaceGivenBack());
                    }

                    var held = uses.Where(use => use.Value.Status is Coupon.Status.Locked or Coupon.Status.Redeemed)
                        .Select(use => use.Value.Buyer!).ToArray();
                    Assert.True(held.Length <= campaign.Taken && campaign.Taken <= quota);
                    Assert.All(held.CountBy(one => one), one => Assert.True(one.Value <= share));
                    Assert.Equal(campaign.Taken, campaign.Buyers.Values.Sum());
                    Assert.Equal(campaign.Taken, campaign.Claims.Count);
                }
            }, iter: 600);

    [Fact]
    public void S1_4_Coins_are_neither_made_nor_lost() => Stride.Any.Array[0, 80].Sample(strides =>
    {
        Coins.Command[] commands =
        [
            new Coins.Command.CheckIn(),
            .. Enumerable.Range(1, 3).Select(i => new Coins.Command.Grant($"ord_g{i}", i * 7)),
            .. Enumerable.Range(1, 4).Select(i => new Coins.Command.Lock(
                $"chk_{i}", [new($"ord_{i}a", i), new($"ord_{i}b", 2)], Days(i * 40))),
            .. Enumerable.Range(1, 4).Select(i => new Coins.Command.Spend($"ord_{i}a")),
            .. Enumerable.Range(1, 4).Select(i => new Coins.Command.Unlock([$"ord_{i}a", $"ord_{i}b"])),
            .. Enumerable.Range(1, 4).SelectMany(i => Enumerable.Range(1, 2).Select(n =>
                new Coins.Command.Return($"ord_{i}a", $"rfd_{i}.{n}", n, EvenIfExpired: n == 1))),
        ];
        var walk = new Walk<Coins.State, Coins.Command, Coins.Event>(
            Machines.Coins, new Coins.Command.Elapsed(), commands, Coins.DueAt);
        long earned = 0, lapsed = 0, returned = 0;
        foreach (var stride in strides)
        {
            foreach (var happened in walk.Step(stride).Events)
            {
                earned += happened switch
                {
                    Coins.Event.CheckedIn one => one.Count,
                    Coins.Event.Granted one => one.Count,
                    _ => 0,
                };
                if (happened is Coins.Event.Lapsed gone) lapsed += gone.Count;
                if (happened is Coins.Event.Returned back)
                {
                    returned += back.Count;
                    lapsed += back.Count - back.Lots.Sum(lot => lot.Count);
                }
            }

            var coins = walk.State;
            var spent = coins.Expenses.Values.Sum(one => one.Lots.Sum(lot => lot.Count));
            Assert.True(coins.Balance >= 0 && coins.Locked >= 0);
            Assert.All(coins.Lots.Values, count => Assert.True(count > 0));
            Assert.Equal(returned, coins.Expenses.Values.Sum(one => one.Returned));
            Assert.All(coins.Expenses.Values, one => Assert.InRange(one.Returned, 0, one.Lots.Sum(lot => lot.Count)));
            Assert.Equal(earned - lapsed, coins.Balance + coins.Locked + spent - returned);
        }
    }, iter: 700);

    private static (Campaign.State State, IReadOnlyList<Campaign.Event> Events) Ask(
        Campaign.State campaign, Campaign.Command command)
    {
        var decided = Campaign.Decide(campaign, command, Midnight);
        return (Machines.Campaign.Fold(campaign, decided.Events), decided.Events);
    }

    private static Gen<Line> SomeLine(Currency currency) => Gen.Select(
        Gen.Int[0, 5], Gen.Int[1, 4], Gen.Bool, Gen.Bool, (sku, quantity, isExpress, isSale) =>
        {
            var price = new Money(10 + sku * 777, currency);
            var offer = Offer($"sku_{sku}", $"seller_{sku % 3}", 1) with
            {
                UnitPrice = price,
                ShippingMethods =
                [
                    new("standard", "Standard", Money.Zero(currency), 0),
                    new("express", "Express", new(300, currency), 5, sku == 1 ? new(2_000, currency) : null),
                ],
            };
            // All lines of one SKU are on sale, or none: a sale is the listing's.
            return new Line(offer, quantity, isExpress ? "express" : "standard",
                sku % 2 == 1 ? new(new(price.Minor / 2, currency), 100, null, Midnight, Days(1)) : null);
        });

    private static Gen<Discount> SomeDiscount(Currency currency) => Gen.Select(
        Gen.Int[0, 9], Gen.Int[0, 2], Gen.Long[1, 5_000], Gen.Int[0, 100], Gen.Int[0, 3],
        (id, seller, value, percent, sort) =>
        {
            var terms = PlatformCoupon with
            {
                Value = new(value, currency),
                MinimumSpend = Money.Zero(currency),
                Percent = percent == 0 ? null : percent,
            };
            return new Discount($"cpn_{id}", sort switch
            {
                0 => terms with { Seller = $"seller_{seller}" },
                1 => terms with { Kind = Coupon.Kind.Select, Sellers = [$"seller_{seller}"] },
                2 => terms with { Skus = ["sku_0", "sku_1", "sku_2", $"sku_{seller + 3}"] },
                _ => terms,
            });
        });
}

using static OrleansMarket.Domain.Stock;

namespace OrleansMarket.Domain.Tests;

/// <summary>What one buyer and one flash sale can have (DOMAIN.md §2.7).</summary>
public sealed class FlashSaleStories
{
    private static readonly Listing.Sale Sale = new(Usd(900), Quota: 4, PerBuyer: 2, Midnight, Hours(1));
    private static readonly Event.Received Ten = new("mov_1", 10, Midnight);

    [Fact]
    public void S2_7_A_limit_per_buyer_counts_over_all_his_orders() => Given(Ten)
        .When(Plain("ord_1", 2)).Then(new Event.Reserved([new("ord_1", 2)], Minutes(20), "ana"))
        .When(new Command.Commit("ord_1"))
        .When(Plain("ord_2", 1))
        .When(Plain("ord_3", 3, "bea"))
        .When(Plain("ord_4", 1)).Then(Rejection.LimitPerBuyer);

    [Fact]
    public void S2_7_A_limit_per_buyer_is_added_up_over_all_orders_of_the_checkout() => Given(Ten)
        .When(new Command.Reserve([new("ord_1", 2), new("ord_2", 2)], Minutes(20), new("ana", 3, null)))
        .Then(Rejection.LimitPerBuyer);

    [Fact]
    public void S2_7_What_a_buyer_gives_back_he_can_have_again()
    {
        var three = Given(Ten).When(Plain("ord_1", 3));
        three.When(new Command.Free(["ord_1"])).When(Plain("ord_2", 3)).ThenItIs(3, stock => stock.TakenBy("ana"));
        three.At(Minutes(20)).When(new Command.Elapsed()).ThenItIs(0, stock => stock.Buyers.Count);
        var sold = three.When(new Command.Commit("ord_1"));
        sold.When(new Command.TakeBack("ord_1", "ret_1", 2)).When(Plain("ord_2", 2))
            .When(Plain("ord_3", 1)).Then(Rejection.LimitPerBuyer);
        sold.When(new Command.Free(["ord_1"])).When(Plain("ord_2", 3)).ThenItIs(3, stock => stock.TakenBy("ana"));
    }

    [Fact]
    public void S2_7_A_limit_outlives_the_memory_of_the_sales_it_counts() => Given(Ten)
        .When(Plain("ord_1", 3)).When(new Command.Commit("ord_1"))
        .At(Days(91)).When(new Command.Receive("mov_2", 1)).When(new Command.Receive("mov_3", 1))
        .ThenItIs(0, stock => stock.Reservations.Count)
        .When(Plain("ord_2", 1)).Then(Rejection.LimitPerBuyer);

    [Fact]
    public void S2_7_A_sale_sells_its_quota_and_no_more_though_there_are_units() => Given(Ten)
        .When(Flash("ord_1", 2, "ana"))
        .Then(new Event.Reserved([new("ord_1", 2)], Minutes(20), "ana", Midnight))
        .When(Flash("ord_2", 2, "bea"))
        .ThenItIs((6, 4), stock => (stock.Available, stock.TakenIn(Midnight)))
        .When(Flash("ord_3", 1, "cyd")).Then(Rejection.SoldOut);

    [Fact]
    public void S2_7_What_comes_back_of_a_sale_can_be_had_in_it_again()
    {
        var full = Given(Ten).When(Flash("ord_1", 2, "ana")).When(Flash("ord_2", 2, "bea"));
        full.When(new Command.Free(["ord_1"])).When(Flash("ord_3", 2, "cyd"))
            .When(Flash("ord_4", 1, "dan")).Then(Rejection.SoldOut);
        full.At(Minutes(20)).When(new Command.Elapsed()).ThenItIs(0, stock => stock.TakenIn(Midnight));
        full.When(new Command.Commit("ord_1")).When(new Command.TakeBack("ord_1", "ret_1", 1))
            .ThenItIs((3, 1), stock => (stock.TakenIn(Midnight), stock.TakenBy("ana", Midnight)))
            .When(Flash("ord_3", 2, "cyd")).Then(Rejection.SoldOut);
    }

    [Fact]
    public void S2_7_In_a_sale_its_own_limit_holds_and_the_listings_too()
    {
        Given(Ten).When(Flash("ord_1", 3, "ana")).Then(Rejection.LimitPerBuyer);
        Given(Ten).When(Flash("ord_1", 2, "ana")).When(Plain("ord_2", 1))
            .When(Plain("ord_3", 1)).Then(Rejection.LimitPerBuyer);
        Given(Ten).When(Plain("ord_1", 3)).When(Flash("ord_2", 1, "ana") with
        {
            Limits = new("ana", 3, Sale),
        }).Then(Rejection.LimitPerBuyer);
    }

    [Fact]
    public void S2_7_A_sale_is_known_by_when_it_begins()
    {
        var taken = Given(Ten).When(Flash("ord_1", 2, "ana"));
        var more = Sale with { Quota = 5, Until = Hours(2) };
        taken.When(Flash("ord_2", 2, "bea", more)).When(Flash("ord_3", 2, "cyd", more)).Then(Rejection.SoldOut);
        var next = Sale with { From = Hours(24), Until = Hours(25) };
        taken.When(Flash("ord_2", 2, "ana", next))
            .ThenItIs((2, 2), stock => (stock.TakenIn(Midnight), stock.TakenIn(Hours(24))));
    }

    [Fact]
    public void S2_7_A_sale_that_ended_long_ago_is_forgotten() => Given(Ten)
        .When(Flash("ord_1", 2, "ana"))
        .When(Flash("ord_2", 2, "ana", Sale with { From = Days(181), Until = Days(182) }))
        .ThenItIs((1, 2), stock => (stock.Sales.Count, stock.TakenIn(Days(181))))
        .When(new Command.Free(["ord_1"])).ThenItIs((0, 2, 2), stock =>
            (stock.TakenIn(Midnight), stock.TakenIn(Days(181)), stock.TakenBy("ana")));

    [Fact]
    public void A_checkout_that_asks_again_is_counted_once() => Given(Ten)
        .When(Flash("ord_1", 2, "ana"))
        .When(Flash("ord_1", 2, "ana")).ThenAlreadyDone()
        .When(Flash("ord_1", 2, "ana") with { Until = Minutes(30) })
        .Then(new Event.Freed(["ord_1"]), new Event.Reserved([new("ord_1", 2)], Minutes(30), "ana", Midnight))
        .ThenItIs((2, 2), stock => (stock.TakenIn(Midnight), stock.TakenBy("ana")));

    [Fact]
    public void A_checkout_that_asks_again_after_the_sale_has_begun_or_ended_has_another_price()
    {
        Given(Ten).When(Plain("ord_1", 1)).When(Flash("ord_1", 1, "ana")).Then(Rejection.PriceChanged);
        Given(Ten).When(Flash("ord_1", 1, "ana")).When(Plain("ord_1", 1) with { Until = Days(1) })
            .Then(Rejection.PriceChanged);
    }

    [Fact]
    public void A_sale_without_a_limit_per_buyer_counts_no_buyers() => Given(Ten)
        .When(new Command.Reserve([new("ord_1", 4)], Minutes(20), new(null, null, Sale with { PerBuyer = null })))
        .Then(new Event.Reserved([new("ord_1", 4)], Minutes(20), Sale: Midnight))
        .ThenItIs((4, 0), stock => (stock.TakenIn(Midnight), stock.Buyers.Count));

    [Fact]
    public void I6_A_part_of_what_was_sold_comes_back_once() => Sold(5)
        .At(Days(9)).When(new Command.TakeBack("ord_1", "ret_1", 2))
        .Then(new Event.TakenBack("ord_1", "ret_1", 2, Days(9)))
        .ThenItIs((7, 7, 0, 3), Numbers)
        .When(new Command.TakeBack("ord_1", "ret_1", 2)).ThenAlreadyDone()
        .When(new Command.TakeBack("ord_1", "ret_2", 3)).ThenItIs((10, 10, 0, 0), Numbers)
        .When(new Command.TakeBack("ord_1", "ret_3", 1)).Then(Rejection.QuantityInvalid);

    [Fact]
    public void I6_No_more_comes_back_than_the_order_still_has()
    {
        Sold(5).When(new Command.TakeBack("ord_1", "ret_1", 6)).Then(Rejection.QuantityInvalid);
        Sold(5).When(new Command.TakeBack("ord_1", "ret_1", 0)).Then(Rejection.QuantityInvalid);
        Sold(5).When(new Command.TakeBack("ord_2", "ret_1", 1)).Then(Rejection.ReservationGone);
        Given(Ten).When(Plain("ord_1", 1)).When(new Command.TakeBack("ord_1", "ret_1", 1))
            .Then(Rejection.ReservationGone);
    }

    [Fact]
    public void I6_An_order_that_closes_later_gives_back_only_what_is_left()
    {
        Sold(5).When(new Command.TakeBack("ord_1", "ret_1", 2)).When(new Command.Free(["ord_1"]))
            .Then(new Event.Freed(["ord_1"])).ThenItIs((10, 10, 0, 0), Numbers);
        Sold(5).When(new Command.TakeBack("ord_1", "ret_1", 5)).When(new Command.Free(["ord_1"])).ThenAlreadyDone()
            .When(new Command.Commit("ord_1")).Then(Rejection.ReservationGone);
    }

    [Fact]
    public void A_return_is_no_move_even_if_it_is_called_like_one() => Sold(5)
        .When(new Command.TakeBack("ord_1", "mov_1", 1)).Then(new Event.TakenBack("ord_1", "mov_1", 1, Midnight))
        .When(new Command.Receive("ret_1", 1)).ThenItIs((7, 7, 0, 4), Numbers);

    [Fact]
    public void S1_2_Goods_deducted_on_payment_are_sold_unreserved_when_there_are_any()
    {
        Given(Ten).When(new Command.Commit("ord_1", 4))
            .Then(new Event.Reserved([new("ord_1", 4)], Midnight), new Event.Committed("ord_1", Midnight))
            .ThenItIs((6, 6, 0, 4), Numbers)
            .ThenItIs(null, stock => DueAt(stock))
            .When(new Command.Commit("ord_1", 4)).ThenAlreadyDone()
            .When(new Command.Commit("ord_2", 7)).Then(Rejection.SoldOut);
        Given(Ten).When(Plain("ord_1", 3)).When(new Command.Commit("ord_2", 8)).Then(Rejection.SoldOut);
        Given(Ten).When(new Command.Commit("ord_1", 0)).Then(Rejection.QuantityInvalid);
    }

    [Fact]
    public void G7_A_payment_that_comes_after_its_order_was_closed_takes_nothing()
    {
        Given(Ten).When(new Command.Free(["ord_1"], ForGood: true)).Then(new Event.Freed(["ord_1"], Midnight))
            .When(new Command.Free(["ord_1"], ForGood: true)).ThenAlreadyDone()
            .When(new Command.Commit("ord_1", 4)).Then(Rejection.ReservationGone);
        Given(Ten).When(new Command.Commit("ord_1", 4)).When(new Command.Free(["ord_1"], ForGood: true))
            .ThenItIs((10, 10, 0, 0), Numbers)
            .When(Plain("ord_1", 4)).Then(Rejection.ReservationGone);
    }

    [Fact]
    public void A_closed_order_is_forgotten_after_90_days() => Given(Ten)
        .When(new Command.Free(["ord_1"], ForGood: true))
        .At(Days(91)).When(new Command.Receive("mov_2", 1))
        .When(new Command.Receive("mov_3", 1)).ThenItIs(0, stock => stock.Reservations.Count);

    /// <summary>Three for one buyer.</summary>
    private static Command.Reserve Plain(string order, int quantity, string buyer = "ana") =>
        new([new(order, quantity)], Minutes(20), new(buyer, 3, null));

    private static Command.Reserve Flash(string order, int quantity, string buyer, Listing.Sale? sale = null) =>
        new([new(order, quantity)], Minutes(20), new(buyer, null, sale ?? Sale));

    private static Story<State, Command, Event> Sold(int units) =>
        Given(Ten, new Event.Reserved([new("ord_1", units)], Minutes(20)), new Event.Committed("ord_1", Midnight));

    private static object Numbers(State stock) => (stock.Available, stock.OnHand, stock.Reserved, stock.Sold);

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Stock.Given(happened);
}

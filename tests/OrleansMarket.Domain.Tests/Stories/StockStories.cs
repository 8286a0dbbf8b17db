using static OrleansMarket.Domain.Stock;

namespace OrleansMarket.Domain.Tests;

public sealed class StockStories
{
    private static readonly Event.Received Ten = new("mov_1", 10, Midnight);
    private static readonly Event.Reserved ThreeForOne = new([new("ord_1", 3)], Minutes(20));

    [Fact]
    public void Units_that_arrive_can_be_reserved_and_arrive_once() => Given()
        .When(new Command.Receive("mov_1", 10)).Then(Ten)
        .ThenItIs((10, 10, 0, 0), Numbers)
        .When(new Command.Receive("mov_1", 10)).ThenAlreadyDone();

    [Fact]
    public void Reserved_units_are_not_available_to_others() => Given(Ten)
        .When(new Command.Reserve([new("ord_1", 3)], Minutes(20))).Then(ThreeForOne)
        .ThenItIs((7, 10, 3, 0), Numbers)
        .ThenItIs(Minutes(20), stock => DueAt(stock))
        .When(new Command.Reserve([new("ord_1", 3)], Minutes(20))).ThenAlreadyDone()
        .When(new Command.Reserve([new("ord_2", 8)], Minutes(20))).Then(Rejection.SoldOut);

    [Fact]
    public void A_checkout_that_asks_again_later_is_reserved_for_longer() => Given(Ten, ThreeForOne)
        .When(new Command.Reserve([new("ord_1", 3)], Minutes(30)))
        .Then(new Event.Freed(["ord_1"]), new Event.Reserved([new("ord_1", 3)], Minutes(30)))
        .ThenItIs((7, 10, 3, 0), Numbers)
        .ThenItIs(Minutes(30), stock => DueAt(stock))
        .When(new Command.Reserve([new("ord_1", 3)], Minutes(25))).ThenAlreadyDone();

    [Fact]
    public void The_last_unit_can_be_reserved_once() => Given(Ten with { Quantity = 1 })
        .When(new Command.Reserve([new("ord_1", 1)], Minutes(20))).ThenItIs((0, 1, 1, 0), Numbers)
        .When(new Command.Reserve([new("ord_2", 1)], Minutes(20))).Then(Rejection.SoldOut);

    [Fact]
    public void I6_Two_lines_of_one_sku_in_one_checkout_are_added_up_before_answering()
    {
        Command.Reserve both = new([new("ord_1", 6), new("ord_2", 6)], Minutes(20));
        Given(Ten).When(both).Then(Rejection.SoldOut).ThenItIs((10, 10, 0, 0), Numbers);
        Given(Ten with { Quantity = 12 }).When(both).ThenItIs((0, 12, 12, 0), Numbers);
    }

    [Fact]
    public void Claims_so_large_that_their_sum_overflows_are_sold_out() => Given(Ten)
        .When(new Command.Reserve([new("ord_1", int.MaxValue), new("ord_2", int.MaxValue)], Minutes(20)))
        .Then(Rejection.SoldOut);

    [Fact]
    public void Reserved_units_are_sold_once() => Given(Ten, ThreeForOne)
        .At(Minutes(5)).When(new Command.Commit("ord_1")).Then(new Event.Committed("ord_1", Minutes(5)))
        .ThenItIs((7, 7, 0, 3), Numbers)
        .ThenItIs(null, stock => DueAt(stock))
        .When(new Command.Commit("ord_1")).ThenAlreadyDone();

    [Fact]
    public void Nothing_is_sold_that_was_not_reserved() => Given(Ten)
        .When(new Command.Commit("ord_1")).Then(Rejection.ReservationGone);

    [Fact]
    public void A_reservation_of_an_order_that_came_to_nothing_is_available_again() => Given(Ten, ThreeForOne)
        .When(new Command.Free(["ord_1", "ord_2"])).Then(new Event.Freed(["ord_1"]))
        .ThenItIs((10, 10, 0, 0), Numbers)
        .ThenItIs(null, stock => DueAt(stock))
        .When(new Command.Free(["ord_1", "ord_2"])).ThenAlreadyDone()
        .When(new Command.Commit("ord_1")).Then(Rejection.ReservationGone);

    [Fact]
    public void Units_sold_to_an_order_that_came_to_nothing_are_back_on_hand() =>
        Given(Ten, ThreeForOne, new Event.Committed("ord_1", Midnight))
            .When(new Command.Free(["ord_1"])).Then(new Event.Freed(["ord_1"]))
            .ThenItIs((10, 10, 0, 0), Numbers)
            .When(new Command.Free(["ord_1"])).ThenAlreadyDone();

    [Fact]
    public void A_reservation_ends_when_its_time_is_up_and_not_before()
    {
        var story = Given(Ten, ThreeForOne, new Event.Reserved([new("ord_2", 2)], Minutes(30)));
        story.At(JustBefore(Minutes(20))).When(new Command.Elapsed()).ThenAlreadyDone();
        story.At(Minutes(20)).When(new Command.Elapsed()).Then(new Event.Expired(["ord_1"]))
            .ThenItIs((8, 10, 2, 0), Numbers)
            .ThenItIs(Minutes(30), stock => DueAt(stock))
            .When(new Command.Elapsed()).ThenAlreadyDone();
        story.At(Minutes(30)).When(new Command.Elapsed()).Then(new Event.Expired(["ord_1", "ord_2"]));
    }

    [Fact]
    public void A_reservation_whose_time_is_up_but_which_nobody_took_can_still_be_sold() => Given(Ten, ThreeForOne)
        .At(Hours(1)).When(new Command.Commit("ord_1")).Then(new Event.Committed("ord_1", Hours(1)))
        .When(new Command.Elapsed()).ThenAlreadyDone();

    [Fact]
    public void Quantities_that_make_no_sense_are_refused()
    {
        Given().When(new Command.Receive("mov_1", 0)).Then(Rejection.QuantityInvalid);
        Given().When(new Command.Receive("mov_1", MostUnits + 1)).Then(Rejection.QuantityInvalid);
        Given(Ten).When(new Command.Receive("mov_2", MostUnits - 9)).Then(Rejection.QuantityInvalid);
        Given(Ten).When(new Command.Reserve([new("ord_1", 0)], Minutes(20))).Then(Rejection.QuantityInvalid);
        Given(Ten).When(new Command.Reserve([new("ord_1", -1), new("ord_2", 2)], Minutes(20)))
            .Then(Rejection.QuantityInvalid);
        Given(Ten).When(new Command.Reserve([new("ord_1", 1), new("ord_1", 1)], Minutes(20)))
            .Then(Rejection.QuantityInvalid);
        Given(Ten).When(new Command.Reserve([], Minutes(20))).Then(Rejection.QuantityInvalid);
    }

    [Fact]
    public void Sales_and_moves_are_forgotten_after_90_days() =>
        Given(Ten, ThreeForOne, new Event.Committed("ord_1", Midnight))
            .At(JustBefore(Days(91))).When(new Command.Receive("mov_2", 1))
            .When(new Command.Receive("mov_1", 10)).Then(new Event.Received("mov_1", 10, JustBefore(Days(91))))
            .When(new Command.Commit("ord_1")).Then(Rejection.ReservationGone);

    [Fact]
    public void A_move_that_is_named_like_an_order_takes_nothing_from_it() =>
        Given(Ten with { Move = "ord_1" }, ThreeForOne with { Until = Days(200) })
            .At(Days(91)).When(new Command.Receive("mov_2", 1))
            .When(new Command.Commit("ord_1")).Then(new Event.Committed("ord_1", Days(91)));

    [Fact]
    public void A_reservation_made_anew_outlives_the_memory_of_the_old_one() =>
        Given(Ten, ThreeForOne, new Event.Committed("ord_1", Midnight), new Event.Freed(["ord_1"]))
            .At(Days(80)).When(new Command.Reserve([new("ord_1", 2)], Days(200)))
            .At(Days(91)).When(new Command.Receive("mov_2", 1)).When(new Command.Receive("mov_3", 1))
            .When(new Command.Commit("ord_1")).Then(new Event.Committed("ord_1", Days(91)));

    private static object Numbers(State stock) => (stock.Available, stock.OnHand, stock.Reserved, stock.Sold);

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Stock.Given(happened);
}

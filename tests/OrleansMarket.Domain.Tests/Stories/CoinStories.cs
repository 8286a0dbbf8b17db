using static OrleansMarket.Domain.Coins;

namespace OrleansMarket.Domain.Tests;

public sealed class CoinStories
{
    private static readonly Event.CheckedIn Earned = new(5, Days(365), Midnight);
    private static readonly Event.Granted Granted = new("ord_0", 40, Days(300), Midnight);
    private static readonly Command.Lock Lock = new("chk_1", [new("ord_1", 6), new("ord_2", 10)], Hours(25));

    private static readonly Event.Locked Locked = new("chk_1",
        [new("ord_1", [new(Days(300), 6)]), new("ord_2", [new(Days(300), 10)])], Hours(25), Midnight);

    [Fact]
    public void S1_4_A_check_in_is_worth_coins_once_a_day() => Given()
        .When(new Command.CheckIn()).Then(Earned)
        .At(Hours(23)).When(new Command.CheckIn()).ThenAlreadyDone()
        .At(Days(1)).When(new Command.CheckIn()).Then(new Event.CheckedIn(5, Days(366), Days(1)))
        .ThenItIs(10L, coins => coins.Balance);

    [Fact]
    public void S1_4_A_finished_order_is_worth_coins_once() => Given()
        .When(new Command.Grant("ord_1", 18)).Then(new Event.Granted("ord_1", 18, Days(365), Midnight))
        .When(new Command.Grant("ord_1", 18)).ThenAlreadyDone()
        .When(new Command.Grant("ord_2", 0)).ThenAlreadyDone()
        .When(new Command.Grant("ord_2", -1)).Then(Rejection.QuantityInvalid);

    [Fact]
    public void S1_4_Coins_of_a_finished_order_are_for_whole_units_of_what_was_paid()
    {
        Assert.Equal(18, Policy.Modern.CoinsFor(Usd(1_899)));
        Assert.Equal(1_899, Policy.Modern.CoinsFor(new Money(1_899, Currency.Parse("JPY"))));
        Assert.Equal(1, Policy.Modern.CoinsFor(new Money(1_899, Currency.Parse("BHD"))));
        Assert.Equal(1_000_000, Policy.Modern.CoinsFor(Usd(Listing.MostMinor)));
    }

    [Fact]
    public void S1_4_Coins_that_lapse_first_are_used_first() => Given(Earned, Granted)
        .When(new Command.Lock("chk_1", [new("ord_1", 41), new("ord_2", 2)], Hours(25)))
        .Then(new Event.Locked("chk_1",
            [new("ord_1", [new(Days(300), 40), new(Days(365), 1)]), new("ord_2", [new(Days(365), 2)])],
            Hours(25), Midnight))
        .ThenItIs((2L, 43L), coins => (coins.Balance, coins.Locked));

    [Fact]
    public void S1_4_No_more_can_be_set_aside_than_there_is()
    {
        Given(Earned).When(Lock).Then(Rejection.InsufficientCoins);
        Given(Granted).At(Days(300)).When(Lock).Then(Rejection.InsufficientCoins);
        Given(Granted).When(Lock with { Shares = [new("ord_1", 0)] }).Then(Rejection.QuantityInvalid);
        Given(Granted, Locked).When(new Command.Lock("chk_2", [new("ord_3", 25)], Hours(25)))
            .Then(Rejection.InsufficientCoins);
    }

    [Fact]
    public void S1_4_A_checkout_that_asks_again_has_its_coins_already() => Given(Granted, Locked)
        .When(Lock).ThenAlreadyDone()
        .When(Lock with { Until = Hours(30) }).Then(new Event.LockExtended("chk_1", Hours(30)))
        .When(new Command.Spend("ord_1")).When(new Command.Spend("ord_2")).Then(new Event.Spent("ord_2", Midnight))
        .When(Lock with { Until = Hours(40) }).ThenAlreadyDone();

    [Fact]
    public void S1_4_Coins_are_spent_by_the_order_they_were_set_aside_for() => Given(Granted, Locked)
        .When(new Command.Spend("ord_1")).Then(new Event.Spent("ord_1", Midnight))
        .When(new Command.Spend("ord_1")).ThenAlreadyDone()
        .ThenItIs((24L, 10L), coins => (coins.Balance, coins.Locked))
        .When(new Command.Spend("ord_9")).Then(Rejection.ReservationGone);

    [Fact]
    public void S1_4_Coins_of_an_order_that_came_to_nothing_unpaid_can_be_used_again() => Given(Granted, Locked)
        .When(new Command.Unlock(["ord_1", "ord_9"])).Then(new Event.Unlocked(["ord_1"], Midnight))
        .When(new Command.Unlock(["ord_1"])).ThenAlreadyDone()
        .ThenItIs((30L, 10L), coins => (coins.Balance, coins.Locked));

    [Fact]
    public void S1_4_Coins_that_are_set_aside_for_too_long_come_back() => Given(Granted, Locked)
        .At(JustBefore(Hours(25))).When(new Command.Elapsed()).ThenAlreadyDone()
        .At(Hours(25)).When(new Command.Elapsed()).Then(new Event.LockExpired("chk_1", Hours(25)))
        .ThenItIs((40L, 0L), coins => (coins.Balance, coins.Locked))
        .ThenItIs(Days(300), coins => DueAt(coins));

    [Fact]
    public void S1_4_Coins_lapse_after_a_year_and_what_was_set_aside_meanwhile_can_be_spent() =>
        Given(Earned, Granted, Locked with { Until = Days(301) })
            .At(Days(300)).When(new Command.Elapsed()).Then(new Event.Lapsed(24, Days(300)))
            .When(new Command.Spend("ord_1")).Then(new Event.Spent("ord_1", Days(300)))
            .At(Days(301)).When(new Command.Elapsed())
            .Then(new Event.LockExpired("chk_1", Days(301)), new Event.Lapsed(10, Days(301)))
            .ThenItIs((5L, 0L), coins => (coins.Balance, coins.Locked));

    [Fact]
    public void S1_7_Whoever_leaves_the_market_forfeits_his_coins() => Given(Earned, Granted)
        .When(new Command.Forfeit()).Then(new Event.Forfeited(45, Midnight))
        .ThenItIs(0L, coins => coins.Balance).ThenItIs(null, coins => DueAt(coins))
        .When(new Command.Forfeit()).ThenAlreadyDone();

    [Fact]
    public void S1_4_Coins_go_back_pro_rata_once_per_refund_and_never_more_than_were_spent() =>
        Given(Granted, Locked, new Event.Spent("ord_1", Midnight))
            .When(new Command.Return("ord_1", "rfd_1", 4, false))
            .Then(new Event.Returned("ord_1", "rfd_1", 4, [new(Days(300), 4)], Midnight))
            .When(new Command.Return("ord_1", "rfd_1", 4, false)).ThenAlreadyDone()
            .When(new Command.Return("ord_1", "rfd_2", 2, false))
            .Then(new Event.Returned("ord_1", "rfd_2", 2, [new(Days(300), 2)], Midnight))
            .When(new Command.Return("ord_1", "rfd_3", 1, false)).Then(Rejection.InsufficientCoins);

    [Fact]
    public void S1_4_Coins_that_lapsed_come_back_only_when_the_seller_was_at_fault()
    {
        Event[] spent = [Granted, Locked, new Event.Spent("ord_1", Midnight)];
        Given(spent).At(Days(300)).When(new Command.Return("ord_1", "rfd_1", 6, false))
            .Then(new Event.Returned("ord_1", "rfd_1", 6, [], Days(300)));
        Given(spent).At(Days(300)).When(new Command.Return("ord_1", "rfd_1", 6, true))
            .Then(new Event.Returned("ord_1", "rfd_1", 6, [new(Days(307), 6)], Days(300)));
    }

    [Fact]
    public void S1_4_Nothing_that_was_not_spent_goes_back()
    {
        Given(Granted).When(new Command.Return("ord_1", "rfd_1", 1, true)).Then(Rejection.ReservationGone);
        Given(Granted).When(new Command.Return("ord_1", "rfd_1", 0, true)).ThenAlreadyDone();
    }

    [Fact]
    public void S1_4_The_purse_tells_what_happened_lately() => Given(Earned, Granted, Locked)
        .When(new Command.Spend("ord_1"))
        .ThenItIs(
            "checked_in 5, earned 40 ord_0, locked -16 chk_1, spent -6 ord_1",
            coins => string.Join(", ", coins.Movements.Select(one => $"{one.Kind} {one.Count} {one.Subject}".Trim())));

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Coins.Given(happened);
}

using static OrleansMarket.Domain.SellerStanding;
using static OrleansMarket.Domain.Tests.MemberTables;

namespace OrleansMarket.Domain.Tests;

/// <summary>What is reported about sellers, and what follows (DOMAIN.md §1.6).</summary>
public sealed class SellerStandingStories
{
    [Fact]
    public void Q9_A_report_waits_for_an_operator_and_changes_nothing_by_itself() => Given()
        .When(new Command.File(Report(1))).Then(new Event.Reported(Report(1), Midnight))
        .ThenItIs(null, standing => Refusal(standing))
        .When(new Command.Dismiss("rpt_x.1")).Then(new Event.Dismissed("rpt_x.1", Midnight))
        .When(new Command.Dismiss("rpt_x.1")).ThenAlreadyDone()
        .When(new Command.Confirm("rpt_x.1", IsFraud: true)).Then(Rejection.ReportDecided);

    [Fact]
    public void Five_buyers_within_30_days_keep_a_seller_from_new_orders() => Filed(4)
        .ThenItIs(null, standing => Refusal(standing))
        .At(JustBefore(Days(30))).When(new Command.File(Report(5)))
        .Then(new Event.Reported(Report(5), JustBefore(Days(30))),
            new Event.Frozen(FreezeReason.ManyReports, JustBefore(Days(30))))
        .ThenItIs(Rejection.SellerFrozen, standing => Refusal(standing))
        .When(new Command.File(Report(6))).Then(new Event.Reported(Report(6), JustBefore(Days(30))));

    [Fact]
    public void Reports_of_more_than_30_days_ago_do_not_count() => Filed(4)
        .At(Days(30)).When(new Command.File(Report(5))).Then(new Event.Reported(Report(5), Days(30)));

    [Fact]
    public void One_buyer_counts_once_and_says_each_thing_once()
    {
        var filed = Filed(4);
        filed.When(new Command.File(Report(4) with { Id = "rpt_x.9", Text = "As I said." })).ThenAlreadyDone();
        var other = Report(4) with { Id = "rpt_x.9", Category = Category.Harassment };
        filed.When(new Command.File(other)).Then(new Event.Reported(other, Midnight));
        var about = Report(4) with { Id = "rpt_x.9", Order = "ord_1" };
        filed.When(new Command.File(about)).Then(new Event.Reported(about, Midnight));
        Assert.Equal("rpt_x.4", Same(filed.State, Report(4) with { Id = "rpt_x.9" })!.Report.Id);
    }

    [Fact]
    public void Dismissed_reports_do_not_count() => Filed(4)
        .When(new Command.Dismiss("rpt_x.1"))
        .When(new Command.File(Report(5))).Then(new Event.Reported(Report(5), Midnight));

    [Fact]
    public void One_report_that_is_true_is_enough() => Filed(1)
        .When(new Command.Confirm("rpt_x.1", IsFraud: false))
        .Then(new Event.Confirmed("rpt_x.1", false, Midnight), new Event.Frozen(FreezeReason.ConfirmedReport, Midnight))
        .ThenItIs(Rejection.SellerFrozen, standing => Refusal(standing))
        .ThenItIs(Array.Empty<Step>(), Owed)
        .When(new Command.Confirm("rpt_x.1", IsFraud: false)).ThenAlreadyDone();

    [Fact]
    public void A_fraud_freezes_the_money_too_and_what_is_paid_for_later() => Filed(2)
        .When(new Command.Confirm("rpt_x.1", IsFraud: true))
        .ThenItIs(new Step[] { new Step.FreezeMoney() }, Owed)
        .When(new Command.MoneyFrozen(UnpaidAreLeft: false)).Then(new Event.MoneyFrozen(Days(1)))
        .ThenItIs(Array.Empty<Step>(), Owed)
        .At(JustBefore(Days(1))).When(new Command.Elapsed()).ThenAlreadyDone()
        .At(Days(1)).When(new Command.Elapsed()).Then(new Event.LookAgain())
        .When(new Command.MoneyFrozen(UnpaidAreLeft: true)).Then(new Event.MoneyFrozen(Days(2)))
        .At(Days(2)).When(new Command.Elapsed())
        .When(new Command.MoneyFrozen(UnpaidAreLeft: false)).Then(new Event.MoneyFrozen(null))
        .ThenItIs(null, standing => DueAt(standing))
        .When(new Command.MoneyFrozen(UnpaidAreLeft: true)).ThenAlreadyDone();

    [Fact]
    public void A_frozen_seller_can_be_found_to_cheat_and_a_cheat_is_not_frozen_less()
    {
        var frozen = Filed(2).When(new Command.Confirm("rpt_x.1", IsFraud: false))
            .When(new Command.Confirm("rpt_x.2", IsFraud: true))
            .Then(new Event.Confirmed("rpt_x.2", true, Midnight),
                new Event.Frozen(FreezeReason.ConfirmedFraud, Midnight));
        frozen.ThenItIs(new Step[] { new Step.FreezeMoney() }, Owed);
        Filed(2).When(new Command.Confirm("rpt_x.1", IsFraud: true))
            .When(new Command.Confirm("rpt_x.2", IsFraud: false)).Then(new Event.Confirmed("rpt_x.2", false, Midnight));
    }

    [Fact]
    public void A_seller_who_is_opened_again_begins_anew()
    {
        var opened = Filed(5).At(Days(1)).When(new Command.Reopen()).Then(new Event.Reopened(Days(1)))
            .ThenItIs(null, standing => Refusal(standing)).ThenItIs(Array.Empty<Step>(), Owed)
            .When(new Command.Reopen()).ThenAlreadyDone();
        opened.At(Days(2)).When(new Command.File(Report(6))).Then(new Event.Reported(Report(6), Days(2)));

        Filed(1).When(new Command.Confirm("rpt_x.1", IsFraud: true))
            .When(new Command.MoneyFrozen(UnpaidAreLeft: true)).When(new Command.Reopen())
            .ThenItIs(new Step[] { new Step.ThawPayouts() }, Owed).ThenItIs(null, standing => DueAt(standing))
            .When(new Command.PayoutsThawed()).Then(new Event.PayoutsThawed()).ThenItIs(Array.Empty<Step>(), Owed);
    }

    [Fact]
    public void O18_A_strike_is_noted_once_per_order() => Given()
        .When(new Command.AddStrike("ord_1", Order.CloseReason.NotShipped))
        .Then(new Event.Struck("ord_1", Order.CloseReason.NotShipped, Midnight))
        .When(new Command.AddStrike("ord_1", Order.CloseReason.NotShipped)).ThenAlreadyDone()
        .When(new Command.AddStrike("ord_2", Order.CloseReason.NotShipped))
        .ThenItIs(2, standing => standing.Strikes.Count).ThenItIs(null, standing => Refusal(standing));

    [Fact]
    public void A_seller_who_leaves_takes_no_orders_frozen_or_not() => Filed(5)
        .When(new Command.CloseStore()).Then(new Event.StoreClosed())
        .ThenItIs(Rejection.SellerLeft, standing => Refusal(standing))
        .When(new Command.CloseStore()).ThenAlreadyDone()
        .When(new Command.OpenStore()).Then(new Event.StoreOpened())
        .ThenItIs(Rejection.SellerFrozen, standing => Refusal(standing))
        .When(new Command.OpenStore()).ThenAlreadyDone();

    [Fact]
    public void Nobody_is_reported_without_end()
    {
        var full = Enumerable.Range(1, MostReports).Aggregate(State.Initial, (standing, number) =>
            Evolve(standing, new Event.Reported(Report(number), Midnight)));
        var another = new Command.File(Report(MostReports + 1));
        Assert.Equal(Rejection.TooManyReports, Decide(full, another, Policy.Modern, Midnight).Rejection);
        Assert.Equal(Rejection.UnknownReport,
            Decide(full, new Command.Confirm("rpt_x.none", false), Policy.Modern, Midnight).Rejection);
    }

    private static Story<State, Command, Event> Filed(int count) => Enumerable.Range(1, count).Aggregate(
        Given(), (story, number) => story.When(new Command.File(Report(number))));

    private static Story<State, Command, Event> Given() => Machines.SellerStanding.Given();
}

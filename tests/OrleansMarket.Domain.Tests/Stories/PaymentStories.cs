using static OrleansMarket.Domain.Payment;

namespace OrleansMarket.Domain.Tests;

public sealed class PaymentStories
{
    private static readonly Payment.Request Wanted = new("pay_1", "buyer_1", ["ord_1", "ord_2"], "tok_visa");
    private static readonly Event.Started Started = new(Wanted, Midnight);

    [Fact]
    public void A_payment_owes_its_question_until_the_provider_has_answered() => Given()
        .When(new Command.Start(Wanted)).Then(Started)
        .ThenItIs(new[] { Wanted }, Owed)
        .When(new Command.Start(Wanted)).ThenAlreadyDone()
        .When(new Command.Elapsed()).ThenAlreadyDone()
        .ThenItIs(new[] { Wanted }, Owed);

    [Fact]
    public void A_captured_payment_owes_nothing_more() => Given(Started)
        .When(new Command.Capture(Usd(3499))).Then(new Event.Captured(Usd(3499), Midnight))
        .ThenItIs(Array.Empty<Payment.Request>(), Owed)
        .When(new Command.Capture(Usd(3499))).ThenAlreadyDone();

    [Fact]
    public void A_declined_payment_remembers_why() => Given(Started)
        .When(new Command.Fail("insufficient_funds")).Then(new Event.Failed("insufficient_funds", Midnight))
        .ThenItIs("insufficient_funds", payment => payment.Code)
        .ThenItIs(Array.Empty<Payment.Request>(), Owed)
        .When(new Command.Fail("insufficient_funds")).ThenAlreadyDone();

    [Fact]
    public void A_payment_of_an_order_that_cannot_be_paid_is_refused() => Given(Started)
        .When(new Command.Refuse(Rejection.WindowClosed, "ord_2"))
        .Then(new Event.Refused(Rejection.WindowClosed, "ord_2", Midnight))
        .ThenItIs(Array.Empty<Payment.Request>(), Owed)
        .When(new Command.Refuse(Rejection.WindowClosed, "ord_2")).ThenAlreadyDone();

    [Fact]
    public void I4_A_payment_has_one_end()
    {
        var captured = Given(Started, new Event.Captured(Usd(3499), Midnight));
        captured.When(new Command.Fail("do_not_honor")).Then(Rejection.InvalidTransition);
        captured.When(new Command.Refuse(Rejection.WindowClosed, "ord_1")).Then(Rejection.InvalidTransition);
        Given(Started, new Event.Failed("do_not_honor", Midnight))
            .When(new Command.Capture(Usd(3499))).Then(Rejection.InvalidTransition);
    }

    [Fact]
    public void A_payment_that_was_never_begun_has_no_end() =>
        Given().When(new Command.Capture(Usd(3499))).Then(Rejection.InvalidTransition);

    [Fact]
    public void Page_question_5_has_five_failures_with_stable_codes() => Assert.Subset(
        PaymentFailure.All.Select(failure => failure.Code).ToHashSet(),
        new HashSet<string>
        {
            "card_number_invalid",
            "insufficient_funds",
            "limit_exceeded",
            "security_code_invalid",
            "verification_failed",
        });

    [Fact]
    public void A_code_that_only_the_provider_knows_keeps_its_code_and_reads_as_a_plain_refusal()
    {
        var failure = PaymentFailure.Of("card_eaten_by_dog");
        Assert.Equal(("card_eaten_by_dog", "other_method"), (failure.Code, failure.Retry));
        Assert.Equal(PaymentFailure.Of("do_not_honor").Message, failure.Message);
    }

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Payment.Given(happened);
}

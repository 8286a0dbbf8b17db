using static OrleansMarket.Domain.Refund;

namespace OrleansMarket.Domain.Tests;

public sealed class RefundStories
{
    private static readonly Claim Owing = new("rfd_1", "ord_1", "pay_1", "buyer_1", Usd(2666), "NotShipped");

    [Fact]
    public void A_refund_owes_its_question_until_the_provider_has_paid() => Given()
        .When(new Command.Open(Owing)).Then(new Event.Opened(Owing))
        .ThenItIs(new[] { Owing }, Owed)
        .When(new Command.Open(Owing)).ThenAlreadyDone()
        .When(new Command.Elapsed()).ThenAlreadyDone();

    [Fact]
    public void P5_A_settled_refund_takes_the_money_from_the_provider_once() => Given(new Event.Opened(Owing))
        .At(Days(3)).When(new Command.Settle())
        .Then(new Event.Settled(Days(3), [new("P5", "refund:pending:ord_1", "psp:cash", Usd(2666))]))
        .ThenItIs(Array.Empty<Claim>(), Owed)
        .ThenItIs(Days(3), refund => refund.SettledAt)
        .When(new Command.Settle()).ThenAlreadyDone();

    [Fact]
    public void A_refund_that_nobody_is_owed_is_not_paid() =>
        Given().When(new Command.Settle()).Then(Rejection.InvalidTransition);

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Refund.Given(happened);
}

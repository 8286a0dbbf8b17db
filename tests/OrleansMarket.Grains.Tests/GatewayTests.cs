using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>What becomes of a payment by the payment provider's answer.</summary>
public sealed class GatewayTests(FlashSaleMarket shared) : IClassFixture<FlashSaleMarket>
{
    private readonly MarketCluster market = shared.Market;

    [Theory]
    [InlineData("tok_number_invalid", "card_number_invalid", "The card number was invalid.")]
    [InlineData("tok_insufficient_funds", "insufficient_funds", "There were insufficient funds.")]
    [InlineData("tok_limit_exceeded", "limit_exceeded", "The limit of the card was exceeded.")]
    [InlineData("tok_security_code_invalid", "security_code_invalid", "The 3-digit security code was invalid.")]
    [InlineData("tok_verification_failed", "verification_failed", "The verification was unsuccessful.")]
    [InlineData("tok_expired", "expired_card", "The card has expired.")]
    [InlineData("tok_processing_error", "processing_error", "The payment provider could not process the payment.")]
    public async Task O3_A_declined_payment_says_why_and_the_order_can_be_paid_anew(
        string method, string code, string words)
    {
        var sku = method.Replace('_', '-');
        await market.List(sku, "aurora", 2400, 1);
        var order = await market.Place("ada", sku);

        var payment = await market.Pay("ada", method, order);

        Assert.Equal((Payment.Status.Failed, code), (payment.Status, payment.FailureCode));
        var view = await market.Order(order);
        Assert.Equal((Order.Status.AwaitingPayment, code), (view.Status, view.LastFailure));
        Assert.StartsWith(
            words, (await market.Grains.Order(order).History(Operator))![^1].Text, StringComparison.Ordinal);
        Assert.Equal(1, (await market.Grains.Stock(sku).View()).Reserved);
        Assert.Equal(Payment.Status.Captured, (await market.Pay("ada", "tok_ok", order)).Status);
    }

    [Fact]
    public async Task A_slow_payment_is_waited_for()
    {
        await market.List("slow", "aurora", 2400, 1);
        var order = await market.Place("ada", "slow");
        Assert.Equal(Payment.Status.Captured, (await market.Pay("ada", "tok_slow", order)).Status);
        Assert.Equal(Order.Status.AwaitingShipment, (await market.Order(order)).Status);
    }

    [Fact]
    public async Task A_capture_without_an_answer_is_found_by_asking_again()
    {
        await market.List("mute", "aurora", 2400, 1);
        var order = await market.Place("ada", "mute");
        var payment = await market.Pay("ada", "tok_captured_but_no_answer", order);
        Assert.Equal(Payment.Status.Processing, payment.Status);
        Assert.Equal(Order.Status.PaymentProcessing, (await market.Order(order)).Status);
        Assert.Equal(Rejection.PaymentInProgress, (await market.Pay("ada", "tok_ok", order)).Why);
        Assert.Equal(
            Rejection.PaymentInProgress, (await market.Grains.Order(order).Cancel(new("ada", Role.Buyer), null)).Why);

        await market.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(Payment.Status.Captured, (await market.PaymentOf(payment.Id)).Status);
        Assert.Equal(Order.Status.AwaitingShipment, (await market.Order(order)).Status);
        Assert.Equal(payment.Id, (await market.Order(order)).Payment);
    }

    [Fact]
    public async Task A_payment_that_never_reached_the_provider_ends_and_the_order_can_be_paid_anew()
    {
        await market.List("lost", "aurora", 2400, 1);
        var order = await market.Place("ada", "lost");
        var payment = await market.Pay("ada", "tok_no_answer", order);
        Assert.Equal(Payment.Status.Processing, payment.Status);

        await market.Pass(TimeSpan.FromMinutes(1));

        payment = await market.PaymentOf(payment.Id);
        Assert.Equal((Payment.Status.Failed, "not_captured"), (payment.Status, payment.FailureCode));
        Assert.Equal(Order.Status.AwaitingPayment, (await market.Order(order)).Status);
        Assert.Equal(Payment.Status.Captured, (await market.Pay("ada", "tok_ok", order)).Status);
    }

    [Fact]
    public async Task A_capture_that_is_reported_often_is_one_capture()
    {
        await market.List("eager", "aurora", 2400, 1);
        var order = await market.Place("ada", "eager");
        var payment = await market.Pay("ada", "tok_captured_twice_reported", order);
        Assert.Equal(Payment.Status.Captured, payment.Status);

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => market.Grains.Payment(payment.Id).ReportCaptured()));

        Assert.Equal(2700, (await Books.Read(market.Store)).Holds(Account.Escrow(order)));
        Assert.Equal(Order.Status.AwaitingShipment, (await market.Order(order)).Status);
    }

    [Fact]
    public async Task O2_An_order_can_be_tried_to_be_paid_five_times()
    {
        await market.List("stubborn", "aurora", 2400, 1);
        var order = await market.Place("ada", "stubborn");
        for (var i = 0; i < 5; i++)
            Assert.Equal(Payment.Status.Failed, (await market.Pay("ada", "tok_insufficient_funds", order)).Status);

        var sixth = await market.Pay("ada", "tok_ok", order);

        Refused(Rejection.TooManyPaymentAttempts, order, sixth);
        Assert.DoesNotContain("pay", (await market.Grains.Order(order).View(new("ada", Role.Buyer)))!.AllowedActions);
        await market.Pass(TimeSpan.FromMinutes(15));
        Assert.Equal(Order.CloseReason.PaymentTimeout, (await market.Order(order)).ClosedBecause);
    }

    [Fact]
    public async Task I16_Nobody_pays_the_order_of_somebody_else()
    {
        await market.List("mine", "aurora", 2400, 2);
        var (mine, yours) = (await market.Place("ada", "mine"), await market.Place("bob", "mine"));

        var payment = await market.Pay("bob", "tok_ok", yours, mine);

        Refused(Rejection.UnknownOrder, mine, payment);
        Assert.Equal(Order.Status.AwaitingPayment, (await market.Order(mine)).Status);
        Assert.Equal(Order.Status.AwaitingPayment, (await market.Order(yours)).Status);
        Assert.Equal(Rejection.UnknownOrder, (await market.Pay("bob", "tok_ok", "ord_nowhere.1")).Why);
        await NothingWaits(payment.Id);
        Assert.Equal(Payment.Status.Captured, (await market.Pay("ada", "tok_ok", mine)).Status);
        Assert.Equal(Payment.Status.Captured, (await market.Pay("bob", "tok_ok", yours)).Status);
    }

    [Fact]
    public async Task A_payment_of_two_orders_is_refused_when_one_of_them_cannot_be_paid()
    {
        await market.List("good", "aurora", 2400, 2);
        var (open, closed) = (await market.Place("ada", "good"), await market.Place("ada", "good"));
        Done(await market.Grains.Order(closed).Cancel(new("ada", Role.Buyer), null));

        var payment = await market.Pay("ada", "tok_ok", open, closed);

        Refused(Rejection.InvalidTransition, closed, payment);
        Assert.Equal(Order.Status.AwaitingPayment, (await market.Order(open)).Status);
        await NothingWaits(payment.Id);
        Assert.Equal(Payment.Status.Captured, (await market.Pay("ada", "tok_ok", open)).Status);
        Assert.Equal(Order.Status.Closed, (await market.Order(closed)).Status);
    }

    [Fact]
    public async Task A_payment_of_orders_in_two_currencies_is_refused_and_both_can_be_paid_alone()
    {
        await market.List("dollars", "aurora", 2400, 1);
        await market.List("euros", "aurora", 2400, 1, "EUR");
        var (dollars, euros) = (await market.Place("ada", "dollars"), await market.Place("ada", "euros"));

        var payment = await market.Pay("ada", "tok_ok", dollars, euros);

        Refused(Rejection.CurrencyMixed, euros, payment);
        await NothingWaits(payment.Id);
        Assert.Equal(Payment.Status.Captured, (await market.Pay("ada", "tok_ok", dollars)).Status);
        Assert.Equal(Payment.Status.Captured, (await market.Pay("ada", "tok_ok", euros)).Status);
    }

    [Fact]
    public async Task A_payment_that_cannot_even_begin_leaves_nothing_behind()
    {
        var unknown = await market.Pay("ada", "tok_of_another_provider", "ord_x.1");
        Assert.Equal((Payment.Status.Refused, Rejection.PaymentMethodUnknown), (unknown.Status, unknown.Why));
        Assert.Equal(Rejection.QuantityInvalid, (await market.Pay("ada", "tok_ok")).Why);
        Assert.Equal(Rejection.QuantityInvalid, (await market.Pay("ada", "tok_ok", "ord_x.1", "ord_x.1")).Why);
        Assert.Null(await market.Grains.Payment(unknown.Id).View(Operator));
    }

    [Fact]
    public async Task I16_A_payment_shows_itself_to_its_buyer_only()
    {
        await market.List("discreet", "aurora", 2400, 1);
        var order = await market.Place("ada", "discreet");
        var payment = await market.Pay("ada", "tok_ok", order);

        Assert.Null(await market.Grains.Payment(payment.Id).View(new("bob", Role.Buyer)));
        Assert.Null(await market.Grains.Payment(payment.Id).View(new("aurora", Role.Seller)));
        Assert.Equal(Said(payment), Said(await market.Grains.Payment(payment.Id).View(new("ada", Role.Buyer))));
        var foreign = await market.Grains.Payment(payment.Id).Pay("bob", [order], "tok_ok");
        Assert.Equal(
            (Payment.Status.Refused, Rejection.UnknownPayment, "bob"), (foreign.Status, foreign.Why, foreign.Buyer));
        Assert.Null(foreign.Amount);
    }

    private static void Refused(Rejection why, string order, PaymentView payment) =>
        Assert.Equal((Payment.Status.Refused, why, order), (payment.Status, payment.Why, payment.Subject));

    private async Task NothingWaits(string payment)
    {
        for (var partition = 0; partition < market.Store.Partitions; partition++)
        {
            Assert.DoesNotContain(await market.Store.ReadDeadlines(partition, DateTimeOffset.MaxValue, int.MaxValue),
                deadline => deadline.Aggregate == payment);
        }
    }
}

using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Payment.State, OrleansMarket.Domain.Payment.Command, OrleansMarket.Domain.Payment.Event,
    OrleansMarket.Domain.Payment.Request, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Paying;

/// <summary>One attempt to pay. What can become of it is decided in <see cref="Payment"/>.</summary>
[GrainType(GrainTypes.Payment)]
internal sealed class PaymentGrain : IPaymentGrain, IElapsing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IGrainFactory grains;
    private readonly IPaymentGateway gateway;
    private readonly Market market;
    private readonly Runner payment;

    public PaymentGrain(IGrainContext context, IGrainFactory grains, IPaymentGateway gateway, Market market)
    {
        (this.grains, this.gateway, this.market) = (grains, gateway, market);
        payment = market.Run(context, market.Machines.Payment, Ask);
    }

    public async Task<PaymentView> Pay(string buyer, string[] orders, string method)
    {
        if (!gateway.Knows(method)) return Unstarted(buyer, orders, Rejection.PaymentMethodUnknown);
        if (orders.Length == 0 || orders.Distinct().Count() != orders.Length)
            return Unstarted(buyer, orders, Rejection.QuantityInvalid);

        await payment.Transact(
            new Payment.Command.Start(new(payment.Id, buyer, orders, method)), payment.Id, buyer, creates: true);
        if ((await payment.Durable()).Request!.Buyer != buyer)
            return Unstarted(buyer, orders, Rejection.UnknownPayment);
        // However the waiting ends, the state says what became of it; its timer ends with it, not five seconds later.
        await payment.Settle().WaitAsync(Patience, market.Time).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return Show(await payment.Durable());
    }

    public async Task ReportCaptured()
    {
        // A report is only a reason to ask again: what the provider then answers is what counts.
        if ((await payment.Durable()).Status == Payment.Status.Processing) await payment.Settle();
    }

    public async Task<PaymentView?> View(Caller caller)
    {
        var state = await payment.Durable();
        return state.Request is { } request && (caller.Role == Role.Operator || request.Buyer == caller.Member)
            ? Show(state)
            : null;
    }

    public Task Elapse() => payment.Elapse();

    /// <summary>Asks the payment provider and tells the orders; asked again, it finds out the same.</summary>
    private async Task<Payment.Command> Ask(Payment.Request request)
    {
        var tickets = await Task.WhenAll(request.Orders.Select(order =>
            grains.Order(order).SubmitPayment(request.Payment, request.Buyer)));
        if (Obstacle(tickets) is { } obstacle)
        {
            await Tell(order => order.FailPayment(request.Payment, "not_captured"));
            return new Payment.Command.Refuse(obstacle.Why, request.Orders[obstacle.Order]);
        }

        var total = tickets.Select(ticket => ticket.Amount!.Value).Aggregate((sum, next) => sum + next);
        var charge = total.IsZero ? Charge.Captured : await gateway.Charge(request.Payment, total, request.Method);
        if (charge.Declined is { } code)
        {
            await Tell(order => order.FailPayment(request.Payment, code));
            return new Payment.Command.Fail(code);
        }

        await Task.WhenAll(request.Orders.Select((order, index) =>
            grains.Order(order).Capture(request.Payment, tickets[index].Amount!.Value)));
        return new Payment.Command.Capture(total);

        async Task Tell(Func<IOrderGrain, Task<Outcome>> what) =>
            await Task.WhenAll(request.Orders.Select(order => what(grains.Order(order))));
    }

    /// <summary>Why the orders cannot be paid together, and which of them is the reason; null when they can.</summary>
    private static (Rejection Why, int Order)? Obstacle(PaymentTicket[] tickets)
    {
        for (var i = 0; i < tickets.Length; i++)
            if (tickets[i].Why is { } why) return (why, i);
        for (var i = 1; i < tickets.Length; i++)
            if (tickets[i].Amount!.Value.Currency != tickets[0].Amount!.Value.Currency)
                return (Rejection.CurrencyMixed, i);
        return null;
    }

    private PaymentView Unstarted(string buyer, string[] orders, Rejection why) =>
        new(payment.Id, Payment.Status.Refused, buyer, orders, null, null, why, null);

    private PaymentView Show(Payment.State state) => new(
        payment.Id, state.Status, state.Request!.Buyer, [.. state.Request.Orders],
        state.Amount, state.Code, state.Why, state.Order);
}

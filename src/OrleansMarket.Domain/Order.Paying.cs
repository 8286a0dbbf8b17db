using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>From the placing to the verified payment: O1 to O9 of DOMAIN.md §2.2.</summary>
public static partial class Order
{
    private static Decision<Event> OnPayment(State order, Command command, Policy policy, DateTimeOffset now) =>
        (order.Status, command) switch
        {
            (Status.AwaitingPayment, Command.SubmitPayment pay) => Submit(order, pay, policy, now),
            (Status.PaymentProcessing, Command.SubmitPayment pay) when pay.Payment == order.Payment =>
                Decision.AlreadyDone,
            (Status.PaymentProcessing, Command.SubmitPayment) => Rejection.PaymentInProgress,
            (_, Command.SubmitPayment pay) when order.HasCaptured(pay.Payment) => Decision.AlreadyDone,

            (Status.PaymentProcessing, Command.FailPayment fail) when fail.Payment == order.Payment =>
                new Event.PaymentFailed(fail.Payment, fail.Code),
            (_, Command.FailPayment) => Decision.AlreadyDone,

            (_, Command.Capture capture) when order.HasCaptured(capture.Payment) => Decision.AlreadyDone,
            (Status.AwaitingPayment or Status.PaymentProcessing, Command.Capture { GoodsAreCommitted: true } capture) =>
                Paid(order, capture, policy, now),
            (Status.AwaitingPayment or Status.PaymentProcessing, Command.Capture { Amount.IsZero: true }) =>
                Closed(order, CloseReason.PaymentTimeout, now),
            (Status.AwaitingPayment or Status.PaymentProcessing, Command.Capture capture) =>
                new Event[] { Returned(order, capture), Closed(order, CloseReason.PaymentTimeout, now) },
            (_, Command.Capture { Amount.IsZero: true }) => Decision.AlreadyDone,
            (_, Command.Capture capture) => Returned(order, capture),

            _ => Rejection.InvalidTransition,
        };

    private static Decision<Event> OnRisk(State order, Command command, Policy policy, DateTimeOffset now) =>
        (order.Status, command) switch
        {
            (Status.RiskReview, Command.PassRisk) => Verified(policy, now),
            (Status.Closed, Command.PassRisk) => Rejection.InvalidTransition,
            ( > Status.RiskReview, Command.PassRisk) => Decision.AlreadyDone,

            (Status.RiskReview, Command.HoldRisk) when order.RiskHeldUntil is not null => Decision.AlreadyDone,
            (Status.RiskReview, Command.HoldRisk) => new Event.RiskHeld(now + policy.RiskHold),
            (Status.RiskReview, Command.ReleaseRisk) when order.RiskHeldUntil is null => Decision.AlreadyDone,
            (Status.RiskReview, Command.ReleaseRisk) => new Event.RiskReleased(),

            (Status.RiskReview, Command.RejectRisk) => Closed(order, CloseReason.RiskRejected, now),
            (Status.Closed, Command.RejectRisk) when order.ClosedBecause == CloseReason.RiskRejected =>
                Decision.AlreadyDone,
            _ => Rejection.InvalidTransition,
        };

    private static Decision<Event> OnCancel(State order, DateTimeOffset now) => order.Status switch
    {
        Status.AwaitingPayment or Status.RiskReview => Closed(order, CloseReason.BuyerCancelled, now),
        Status.Closed when order.ClosedBecause == CloseReason.BuyerCancelled => Decision.AlreadyDone,
        Status.PaymentProcessing => Rejection.PaymentInProgress,
        _ => Rejection.InvalidTransition,
    };

    private static Decision<Event> OnPrice(State order, Command.AdjustPrice adjust, Policy policy, DateTimeOffset now)
    {
        if (order.Adjustments.Contains(adjust.Adjustment)) return Decision.AlreadyDone;
        if (order.Status == Status.PaymentProcessing) return Rejection.PaymentInProgress;
        if (order.Status != Status.AwaitingPayment) return Rejection.InvalidTransition;
        // A payment that nobody answered is asked for again, and may have brought the old price.
        if (order.HasUnanswered) return Rejection.PaymentInProgress;
        if (now >= order.PayBy) return Rejection.WindowClosed;
        if (order.Adjustments.Count >= policy.PriceAdjustments) return Rejection.TooManyAdjustments;

        // What is taken off comes from what the buyer would pay for the goods before tax; something is left to pay.
        var terms = order.Terms!;
        var weights = terms.Lines.Select(line => line.Cash.Minor - (line.Tax?.Minor ?? 0)).ToArray();
        if (adjust.Off.Currency != terms.ShippingFee.Currency || !adjust.Off.IsPositive
            || adjust.Off.Minor >= weights.Sum()) return Rejection.PriceInvalid;
        var shares = Allocation.ByLargestRemainder(adjust.Off.Minor, weights);
        var lines = terms.Lines.Select((line, index) => Cheaper(line, new Money(shares[index], adjust.Off.Currency)));
        return new Event.PriceAdjusted(
            adjust.Adjustment, adjust.Off, [.. lines], now + (terms.PayWithin ?? policy.PayWindow));
    }

    /// <summary>A line for less: the seller pays for it, and its tax falls in proportion.</summary>
    private static Line Cheaper(Line line, Money off)
    {
        var cheaper = line with { SellerDiscount = line.SellerDiscount + off };
        if (line.Tax is not { } tax || tax.IsZero) return cheaper;
        var net = line.Cash - tax;
        return cheaper with { Tax = tax with { Minor = (long)((Int128)tax.Minor * (net - off).Minor / net.Minor) } };
    }

    private static Decision<Event> Submit(State order, Command.SubmitPayment pay, Policy policy, DateTimeOffset now) =>
        order.Attempts.Contains(pay.Payment) ? Rejection.PaymentEnded
        : now >= order.PayBy ? Rejection.WindowClosed
        : order.Attempts.Count >= policy.PaymentAttempts ? Rejection.TooManyPaymentAttempts
        : new Event.PaymentSubmitted(pay.Payment, now + policy.ProcessingTimeout);

    private static Event[] Paid(State order, Command.Capture capture, Policy policy, DateTimeOffset now)
    {
        if (capture.Amount != order.Terms!.Total)
            throw new UnreachableException($"{capture.Payment} captured {capture.Amount} for {order.Terms.Total}.");
        var paid = new Event.Paid(capture.Payment, capture.Amount, now, now + policy.RiskReview);
        return policy.RiskReview > TimeSpan.Zero ? [paid] : [paid, Verified(policy, now)];
    }

    private static Event.Verified Verified(Policy policy, DateTimeOffset now) => new(now, now + policy.ShipWindow);

    private static Event.Closed Closed(State order, CloseReason reason, DateTimeOffset now) =>
        new(reason, order.Escrow == EscrowStatus.Held, now);

    private static Event.CaptureReturned Returned(State order, Command.Capture capture) =>
        new(capture.Payment, capture.Amount, order.LastRefund + 1, Posting.Of(
            new("P1", Account.PspCash, Account.Escrow(order.Terms!.Order), capture.Amount),
            new("P4", Account.Escrow(order.Terms.Order), Account.RefundPending(order.Terms.Order), capture.Amount)));
}

namespace OrleansMarket.Domain;

/// <summary>Freezes and charge-backs: O28 to O30 and O32 of DOMAIN.md §2.2.</summary>
/// <remarks>
/// <code>
///   live --Freeze--> frozen --Thaw--> live       every timer has the time that was left, and a day at least
///                      |  7 days: operators have to look
///                      +-- 30 days --> Closed (the escrow is held), or thawed (the seller has the money)
///
///   paid --Opened--> frozen --Won--> thawed
///                      +-----Lost--> the bank has the money: from the escrow, or owed by the seller
/// </code>
/// </remarks>
public static partial class Order
{
    private static Decision<Event> OnFreezing(State order, Command command, Policy policy, DateTimeOffset now) =>
        command switch
        {
            Command.Freeze when order.Frozen is not null => Decision.AlreadyDone,
            Command.Freeze freeze when IsLiveAndPaid(order) => Freeze(freeze.Reason, policy, now),
            Command.Freeze => Rejection.InvalidTransition,

            Command.Thaw when order.Frozen is null =>
                order.LastFrozen is null ? Rejection.InvalidTransition : Decision.AlreadyDone,
            Command.Thaw when order.ChargeBack == ChargeBackStage.Opened => Rejection.ChargeBackOpen,
            _ => Thaw(order, policy, now),
        };

    private static Decision<Event> OnChargeBack(
        State order, ChargeBackStage stage, Policy policy, DateTimeOffset now) => (order.ChargeBack, stage) switch
        {
            (_, ChargeBackStage.None) => Rejection.InvalidTransition,
            var (known, told) when known == told => Decision.AlreadyDone,
            (ChargeBackStage.None, ChargeBackStage.Opened) when IsLiveAndPaid(order) && order.Frozen is null =>
                new Event[]
                {
                    new Event.ChargeBackReported(stage), Freeze(FreezeReason.ChargeBack, policy, now),
                },
            (ChargeBackStage.None, ChargeBackStage.Opened)
                when IsLiveAndPaid(order) || order.Status == Status.Finished =>
                new Event.ChargeBackReported(stage),
            (ChargeBackStage.Opened, ChargeBackStage.Won) when order.Frozen is not null =>
                new Event[] { new Event.ChargeBackReported(stage), Thaw(order, policy, now) },
            (ChargeBackStage.Opened, ChargeBackStage.Won) => new Event.ChargeBackReported(stage),
            (ChargeBackStage.Opened, ChargeBackStage.Lost) => Lose(order, now),
            (ChargeBackStage.Won or ChargeBackStage.Lost, ChargeBackStage.Opened) => Decision.AlreadyDone,
            _ => Rejection.InvalidTransition,
        };

    /// <summary>O30: nobody has decided for too long.</summary>
    private static Decision<Event> Limit(State order, Policy policy, DateTimeOffset now) =>
        // A bank that nobody contradicts keeps the money.
        order.ChargeBack == ChargeBackStage.Opened ? Lose(order, now)
        : order.Escrow == EscrowStatus.Held ? Closed(order, CloseReason.FrozenRefunded, now)
        : Thaw(order, policy, now);

    private static Decision<Event> Lose(State order, DateTimeOffset now)
    {
        var reported = new Event.ChargeBackReported(ChargeBackStage.Lost);
        if (order.Status == Status.Closed) return reported;
        if (order.Escrow == EscrowStatus.Held)
            return new Event[] { reported, Closed(order, CloseReason.ChargeBackLost, now) };

        var shares = Refundable(order)
            .Select((cash, part) => new Escrow.Share(part, cash, Whole: true))
            .Where(share => share.Cash.IsPositive).ToArray();
        List<Event> events = [reported];
        if (shares.Length > 0)
        {
            events.Add(new Event.RefundOrdered(
                order.LastRefund + 1, shares, RefundReason.ChargeBack, ByPlatform: false, IsSellersFault: false));
        }

        if (order.Status != Status.Finished) events.Add(new Event.Finished(now));
        return events.ToArray();
    }

    private static bool IsLiveAndPaid(State order) => order.PaidAt is not null && !order.HasEnded;

    private static Event.Frozen Freeze(FreezeReason reason, Policy policy, DateTimeOffset now) =>
        new(reason, now, now + policy.FreezeReview, now + policy.FreezeLimit);

    private static Event.Thawed Thaw(State order, Policy policy, DateTimeOffset now) =>
        new(now - order.Frozen!.Since, now + policy.ThawLeast);

    private static State Thaw(State order, Event.Thawed thawed)
    {
        var after = order with { Frozen = null };
        return order.IsDisputed
            ? after with { Dispute = Dispute.Resume(order.Dispute, thawed.By, thawed.NotBefore) }
            : Shift(after, thawed.By, thawed.NotBefore);
    }
}

namespace OrleansMarket.Domain;

/// <summary>The order's side of a dispute (O25 of DOMAIN.md §2.2, §2.5): when it begins, what its end means.</summary>
public static partial class Order
{
    private static Decision<Event> OnDispute(
        State order, Dispute.Command asked, Policy policy, DateTimeOffset now)
    {
        if (asked is Dispute.Command.Open open && !order.Dispute.Ids.Contains(open.Dispute))
        {
            if (order.IsDisputed) return Rejection.DisputeIsOpen;
            if (MayOpen(order, open.Reason, policy, now) is { } why) return why;
            asked = open with { Refundable = DisputableShares(order) };
        }

        // The number that brought the goods cannot take them back: its scans say nothing of the return.
        if (asked is Dispute.Command.ReturnShipped back
            && order.Shipments.Any(parcel => parcel.Tracking == back.Tracking)) return Rejection.TrackingInUse;

        var decision = Dispute.Decide(order.Dispute, asked, policy, now);
        if (decision.Events.Count == 0) return decision.Rejection is { } no ? no : Decision.AlreadyDone;
        List<Event> events = [.. decision.Events.Select(happened => new Event.DisputeMoved(happened))];
        foreach (var happened in decision.Events)
        {
            if (happened is Dispute.Event.Withdrawn)
                events.Add(new Event.Resumed(now - order.Dispute.OpenedAt!.Value, now + policy.DisputeResumeLeast));
            else if (happened is Dispute.Event.Resolved resolved)
                events.AddRange(Settle(order, resolved.Outcome, policy, now));
        }

        return events.ToArray();
    }

    /// <summary>Why a dispute cannot be opened now; null when it can.</summary>
    private static Rejection? MayOpen(State order, Dispute.Reason reason, Policy policy, DateTimeOffset now)
    {
        if (order.Status is Status.Finished) return Rejection.WindowClosed;
        if (order.Status is not (Status.AwaitingDelivery or Status.Delivered or Status.Completed))
            return Rejection.InvalidTransition;
        // What was agreed, judged or left to silence is settled; only what the buyer took back can be asked again.
        if (order.Dispute.Status == Dispute.Status.Resolved) return Rejection.DisputeIsSettled;
        if (order.Status == Status.Completed) return now >= order.FinishedAt ? Rejection.WindowClosed : null;
        return reason == Dispute.Reason.NotReceived && now < LateFrom(order, policy)
            ? Rejection.TooEarlyToDispute
            : null;
    }

    /// <summary>From when on goods that are not there are late: as promised, or after ten days.</summary>
    private static DateTimeOffset LateFrom(State order, Policy policy)
    {
        var (shipped, days) = (order.Shipments[^1].At, order.Terms!.DeliveryDays);
        return days is > 0 and < 5 ? shipped
            : days > 0 ? Earlier(shipped + policy.Day * days, shipped + policy.DisputeOpensAfter)
            : shipped + policy.DisputeOpensAfter;
    }

    /// <summary>
    /// What the end of a dispute means: all of the money back closes the order while the escrow is held; otherwise the
    /// order is completed, and the seller is paid what is left.
    /// </summary>
    private static List<Event> Settle(State order, Dispute.Outcome outcome, Policy policy, DateTimeOffset now)
    {
        List<Event> events = [];
        var byPlatform = outcome.PaidBy == Dispute.Party.Platform;
        var refundable = Refundable(order);
        var shares = outcome.Shares
            .Select(share => new Escrow.Share(
                share.Part, Money.Min(share.Cash, refundable[share.Part]), share.Cash >= refundable[share.Part]))
            .Where(share => share.Cash.IsPositive).ToArray();
        if (outcome.Returned && ReturnedUnits(order, outcome) is { Count: > 0 } units)
            events.Add(new Event.GoodsReturned(units));

        var isAll = !byPlatform && shares.Sum(CurrencyOf(order), share => share.Cash)
            == refundable.Sum(CurrencyOf(order)) && shares.Length > 0;
        if (isAll && order.Escrow == EscrowStatus.Held)
        {
            events.Add(Closed(order, CloseReason.DisputeFullRefund, now));
            return events;
        }

        if (shares.Length > 0)
        {
            events.Add(new Event.RefundOrdered(order.LastRefund + 1, shares, RefundReason.Dispute, byPlatform,
                outcome.AtFault == Dispute.Party.Seller));
        }

        if (order.Status != Status.Completed)
            events.AddRange(Completed(order, Completion.ByDispute, policy.ReleaseDelayAuto, policy, now));
        else if (isAll)
            events.Add(new Event.Finished(now));
        else if (order.Escrow == EscrowStatus.Held)
            events.AddRange(ReleaseAnew(policy, now));
        else
            events.Add(new Event.DisputeSettled(now, Later(order.FinishedAt!.Value, now)));
        return events;
    }

    private static Event[] ReleaseAnew(Policy policy, DateTimeOffset now)
    {
        var settled = new Event.DisputeSettled(now + policy.ReleaseDelayAuto, now + policy.DisputeWindow);
        return policy.ReleaseDelayAuto > TimeSpan.Zero ? [settled] : [settled, new Event.ReleaseOrdered()];
    }

    /// <summary>What a dispute can be about: units that were shipped, what is left to refund of each part.</summary>
    public static IReadOnlyList<Dispute.Share> DisputableShares(State order)
    {
        var lines = order.Terms!.Lines;
        return
        [
            .. Refundable(order).Select((cash, part) => new Dispute.Share(
                part, part < lines.Count ? lines[part].Quantity - order.RemovedOf(part) : 0, cash)),
        ];
    }

    private static List<Units> ReturnedUnits(State order, Dispute.Outcome outcome)
    {
        var units = new List<Units>();
        foreach (var share in outcome.Shares.Where(share => share.Part < order.Terms!.Lines.Count))
        {
            var most = order.Terms!.Lines[share.Part].Quantity - order.RemovedOf(share.Part);
            if (Math.Min(share.Quantity, most) is > 0 and var back) units.Add(new(share.Part, back));
        }

        return units;
    }
}

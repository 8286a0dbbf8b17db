namespace OrleansMarket.Domain;

/// <summary>From the verified payment to the received goods: O15 to O24 of DOMAIN.md §2.2.</summary>
public static partial class Order
{
    /// <summary>What the seller has still to ship.</summary>
    public static IReadOnlyList<Units> Unshipped(State order)
    {
        var units = new List<Units>(order.Terms!.Lines.Count);
        for (var line = 0; line < order.Terms.Lines.Count; line++)
            if (order.UnshippedOf(line) is > 0 and var left) units.Add(new(line, left));
        return units;
    }

    private static bool AwaitsSeller(State order) =>
        order.Status is Status.AwaitingShipment or Status.PartiallyShipped;

    private static int RemovedOf(this State order, int line) => order.Removed.Count == 0 ? 0 : order.Removed[line];

    private static int UnshippedOf(this State order, int line) =>
        order.Terms!.Lines[line].Quantity - order.RemovedOf(line)
        - order.Shipments.Sum(parcel => parcel.Units.Sum(units => units.Line == line ? units.Quantity : 0));

    /// <summary>Whether these units can be shipped or cancelled: each line once, no more than is unshipped.</summary>
    private static bool AreUnshipped(State order, IReadOnlyList<Units> units) =>
        units.Count > 0 && units.DistinctBy(one => one.Line).Count() == units.Count
        && units.All(one => one.Line >= 0 && one.Line < order.Terms!.Lines.Count
            && one.Quantity >= 1 && one.Quantity <= order.UnshippedOf(one.Line));

    private static bool IsAllUnshipped(State order, IReadOnlyList<Units>? units) =>
        units is null || units.Sum(one => one.Quantity) == Unshipped(order).Sum(one => one.Quantity);

    private static Decision<Event> OnShipping(State order, Command.Ship ship, Policy policy, DateTimeOffset now)
    {
        if (order.Shipments.Any(parcel => parcel.Tracking == ship.Tracking)) return Decision.AlreadyDone;
        if (!AwaitsSeller(order)) return Rejection.InvalidTransition;
        if (ship.Units is { } some && !AreUnshipped(order, some)) return Rejection.QuantityInvalid;
        if (order.Shipments.Count >= policy.ParcelsPerOrder) return Rejection.TooManyParcels;

        if (!IsAllUnshipped(order, ship.Units))
            return new Event.PartShipped(ship.Carrier, ship.Tracking, now, ship.Units!);
        var until = now + order.Terms!.Protection(policy);
        // The units are left out where they say nothing new: the whole order in one parcel.
        return new Event.Shipped(ship.Carrier, ship.Tracking, now, until,
            order.Shipments.Count == 0 ? null : Unshipped(order), Reminder(until, policy.RemindProtection, now));
    }

    private static Decision<Event> OnDelivery(
        State order, Command.RecordDelivery delivery, Policy policy, DateTimeOffset now)
    {
        if (delivery.Tracking == order.Dispute.ReturnTracking)
            return OnDispute(order, new Dispute.Command.ReturnDelivered(delivery.Tracking), policy, now);
        var parcel = order.Shipments.FirstOrDefault(parcel => parcel.Tracking == delivery.Tracking);
        if (parcel is null) return Rejection.InvalidTransition;
        if (parcel.DeliveredAt is not null) return Decision.AlreadyDone;
        var others = order.Shipments.Where(other => other != parcel);
        return order.Status == Status.AwaitingDelivery && others.All(other => other.DeliveredAt is not null)
            ? AllDelivered(order.ProtectedUntil!.Value, policy, now)
            : new Event.ParcelDelivered(delivery.Tracking, now);
    }

    private static Event.Delivered AllDelivered(DateTimeOffset protectedUntil, Policy policy, DateTimeOffset now)
    {
        var confirmBy = Earlier(now + policy.ConfirmAuto, protectedUntil);
        return new(now, confirmBy, Reminder(confirmBy, policy.RemindLate, now));
    }

    /// <summary>O17p, O18p: the rest will not come; what was shipped goes on.</summary>
    private static Event[] CancelRest(State order, RefundReason because, Policy policy, DateTimeOffset now)
    {
        var units = Unshipped(order);
        var until = Later(order.Shipments[^1].At + order.Terms!.Protection(policy), now);
        List<Event> events =
            [new Event.RestCancelled(because, units, until, Reminder(until, policy.RemindProtection, now))];
        if (RefundOf(order, units, because) is { } refund) events.Add(refund);
        if (order.Shipments.All(parcel => parcel.DeliveredAt is not null)) events.Add(AllDelivered(until, policy, now));
        return [.. events];
    }

    private static Decision<Event> OnExtension(State order, Command.ExtendShipping extend, Policy policy)
    {
        if (order.Extensions.Any(one => one.Id == extend.Extension)) return Decision.AlreadyDone;
        if (!AwaitsSeller(order)) return Rejection.InvalidTransition;
        if (extend.Days < 1) return Rejection.DurationInvalid;
        var granted = order.Extensions.Where(one => one is { OfShipping: true, IsGranted: true }).ToArray();
        if (granted.Length >= policy.ShipExtensions
            || policy.Day * (granted.Sum(one => one.Days) + extend.Days) > policy.ShipExtensionMost)
            return Rejection.ExtensionTooLong;
        // Whoever gains nothing by it decides: for the ship window that is the buyer.
        return extend.By == Side.Seller
            ? new Event.ShippingExtensionAsked(extend.Extension, extend.Days)
            : new Event.ShippingExtended(extend.Extension, extend.Days, order.ShipBy!.Value + policy.Day * extend.Days);
    }

    private static Decision<Event> OnExtension(
        State order, Command.ExtendProtection extend, Policy policy, DateTimeOffset now)
    {
        if (order.Extensions.Any(one => one.Id == extend.Extension)) return Decision.AlreadyDone;
        if (order.Status is not (Status.AwaitingDelivery or Status.Delivered)) return Rejection.InvalidTransition;
        if (order.IsDisputed) return Rejection.DisputeIsOpen;
        if (extend.Days < 1) return Rejection.DurationInvalid;
        var more = policy.Day * extend.Days;
        var until = order.ProtectedUntil!.Value + more;
        if (until - order.Shipments[^1].At > policy.ProtectMost) return Rejection.ExtensionTooLong;
        if (extend.By == Side.Buyer) return new Event.ProtectionExtensionAsked(extend.Extension, extend.Days);
        var confirmBy = order.ConfirmBy + more;
        var remindAt = confirmBy is { } confirm
            ? Reminder(confirm, policy.RemindLate, now)
            : Reminder(until, policy.RemindProtection, now);
        return new Event.ProtectionExtended(extend.Extension, extend.Days, until, confirmBy, remindAt);
    }

    private static Decision<Event> OnReceipt(
        State order, Command.ConfirmReceipt receipt, Policy policy, DateTimeOffset now) => order.Status switch
        {
            Status.AwaitingDelivery or Status.Delivered when order.IsDisputed => Rejection.DisputeIsOpen,
            Status.AwaitingDelivery when !receipt.WithoutScan => Rejection.ConfirmationNeeded,
            Status.AwaitingDelivery or Status.Delivered =>
                Completed(order, Completion.ByBuyer, policy.ReleaseDelayConfirmed, policy, now),
            Status.Completed or Status.Finished => Decision.AlreadyDone,
            _ => Rejection.InvalidTransition,
        };

    private static Event[] Completed(
        State order, Completion by, TimeSpan releaseDelay, Policy policy, DateTimeOffset now)
    {
        var completed = new Event.Completed(by, now, now + releaseDelay, now + policy.DisputeWindow);
        return releaseDelay > TimeSpan.Zero || order.Escrow != EscrowStatus.Held
            ? [completed]
            : [completed, new Event.ReleaseOrdered()];
    }

    /// <summary>When to remind of a deadline; null when that is over already.</summary>
    private static DateTimeOffset? Reminder(DateTimeOffset due, TimeSpan before, DateTimeOffset now) =>
        before > TimeSpan.Zero && due - before > now ? due - before : null;
}

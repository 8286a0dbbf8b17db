using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Checks;

/// <summary>
/// Orders are born all or none (I13), are paid if and only if their money is held (I4), give it away only when they may
/// (I5), always have a deadline (I11), and all come to an end.
/// </summary>
internal sealed class OrderCheck(Watcher watcher, Findings findings) : ICheck
{
    private readonly Dictionary<string, int> captures = new(StringComparer.Ordinal);

    public void Saw(IReadOnlyList<Seen> append)
    {
        foreach (var seen in append)
        {
            switch (seen.After)
            {
                case Checkout.State { Status: Checkout.Status.Placed } placed:
                    AllOrNone(seen, placed, append);
                    break;
                case Order.State order:
                    SawOrder(seen, order, append);
                    break;
                case Escrow.State escrow:
                    SawEscrow(seen, escrow);
                    break;
            }
        }
    }

    public void Settled()
    {
        foreach (var (id, order) in watcher.All<Order.State>())
        {
            findings.Require(IsOver(order), "end", $"{id} is still {order.Status}.");
            findings.Require(!(order.Status == Order.Status.Closed && order.HoldsGoods), "I10",
                $"{id} is closed and holds goods.");
        }

        foreach (var parcel in watcher.All<Order.State>()
            .SelectMany(order => order.State.Shipments, (order, shipment) => (order.Id, shipment.Tracking))
            .GroupBy(sent => sent.Tracking))
            findings.Require(parcel.Count() == 1, "tracking",
                $"{parcel.Key} carries {string.Join(" and ", parcel.Select(sent => sent.Id))}.");
        foreach (var (id, payment) in watcher.All<Payment.State>())
            findings.Require(payment.Status != Payment.Status.Processing, "end", $"{id} is still processing.");
        foreach (var (id, refund) in watcher.All<Refund.State>())
            findings.Require(refund.Status == Refund.Status.Settled, "end", $"{id} is {refund.Status}.");
    }

    private static bool IsOver(Order.State order) =>
        order.Status is Order.Status.Finished or Order.Status.Closed;

    private void AllOrNone(Seen seen, Checkout.State placed, IReadOnlyList<Seen> append)
    {
        var born = append.Where(one => one.After is Order.State).Select(one => one.Entry.Aggregate);
        findings.Require(placed.Orders.Select(order => order.Order).SequenceEqual(born), "I13",
            $"{seen.Entry.Aggregate} has orders that were not born with it, or others.");
    }

    private void SawOrder(Seen seen, Order.State order, IReadOnlyList<Seen> append)
    {
        var id = seen.Entry.Aggregate;
        findings.Require(IsOver(order) || seen.Entry.Due is not null, "I11", $"{id} lives without a deadline.");
        findings.Require(seen.Entry.Cause != "deadline" || seen.Entry.At >= seen.DueBefore, "I11",
            $"{id} hears of its deadline at {seen.Entry.At}, before {seen.DueBefore}.");
        foreach (var happened in seen.Events)
        {
            if (happened is not Order.Event.Paid paid) continue;
            captures[id] = captures.GetValueOrDefault(id) + 1;
            findings.Require(captures[id] == 1, "I4", $"{id} was paid twice.");
            findings.Require(paid.Amount == order.Terms!.Total, "I4", $"{id} was paid {paid.Amount}.");
            var held = append.Select(one => one.After).OfType<Escrow.State>().FirstOrDefault()?.Deposit;
            findings.Require(held?.Cash == paid.Amount && held.Order == id, "I4",
                $"{id} is paid, and its escrow holds {held?.Cash}.");
            foreach (var line in order.Terms.Lines)
            {
                var units = watcher.Newest<Stock.State>(Ids.Stock + line.Sku)?.Reservations.GetValueOrDefault(id);
                findings.Require(units is { IsSold: true } && units.Value.Quantity == line.Quantity, "G3",
                    $"{id} is paid, and {line.Sku} is not sold to it.");
            }
        }
    }

    private void SawEscrow(Seen seen, Escrow.State escrow)
    {
        if (!seen.Events.OfType<Escrow.Event.Released>().Any()) return;
        var order = watcher.Newest<Order.State>(escrow.Deposit!.Order)!;
        findings.Require(order.Escrow == Order.EscrowStatus.Releasing
            && order.Status is Order.Status.Completed or Order.Status.Finished
            && seen.Entry.At >= order.ReleaseAt,
            "I5", $"{seen.Entry.Aggregate} pays the seller while its order is {order.Status}, {order.Escrow}.");
        findings.Require(seen.Events.Count == 1 && ((Escrow.State)seen.Before).Status == Escrow.Status.Held,
            "I5", $"{seen.Entry.Aggregate} pays the seller twice.");
    }
}

using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.Cluster;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Actors;

/// <summary>
/// What can be asked of an order, by the names that it allows them under. A new action of an order is a line here.
/// </summary>
internal static class OrderActions
{
    /// <summary>Asks for it; the version is what the asker believes, the same however often he asks.</summary>
    private delegate Task Action(Actor who, OrderView order, long? version, Chance chance);

    private static readonly Dictionary<string, Action> ByName = new()
    {
        ["pay"] = (who, order, _, chance) => Pay(who, [order.Id], chance),
        ["cancel"] = (who, order, version, chance) => who.Command(chance, $"cancel {order.Id}",
            () => Grain(who, order).Cancel(who.Self, version),
            now => now.Newest<Order.State>(order.Id) is
            {
                Status: Order.Status.Closed, ClosedBecause: Order.CloseReason.BuyerCancelled,
            }),
        ["confirm_receipt"] = (who, order, version, chance) => who.Command(chance, $"confirm {order.Id}",
            () => Grain(who, order).ConfirmReceipt(who.Self, order.Version % 3 > 0, version),
            now => now.Newest<Order.State>(order.Id)?.CompletedAt is not null),
        ["ship"] = Ship,
        ["pass_risk"] = (who, order, version, chance) => who.Command(chance, $"pass {order.Id}",
            () => Grain(who, order).PassRisk(version),
            now => now.Newest<Order.State>(order.Id)?.Status
                is not (Order.Status.AwaitingPayment or Order.Status.PaymentProcessing or Order.Status.RiskReview)),
    };

    public static IReadOnlyList<string> All { get; } = [.. ByName.Keys];

    /// <summary>Whether an action is known here; those that are not are noted, and a test complains.</summary>
    public static bool Knows(string action, Stage stage)
    {
        if (ByName.ContainsKey(action)) return true;
        stage.UnknownActions.Add(action);
        return false;
    }

    public static Task Play(string action, Actor who, OrderView order, Chance chance) =>
        ByName[action](who, order, chance.Is(0.7) ? null : order.Version - chance.Below(2), chance);

    /// <summary>Pays some orders together.</summary>
    public static async Task Pay(Actor who, string[] orders, Chance chance)
    {
        var payment = who.Stage.NewId(Ids.Payment, chance);
        var method = chance.Is(0.6) ? SimulatedProvider.GoodCard : SimulatedProvider.Card;
        await who.Ask(chance, $"pay {string.Join(" and ", orders)} with {payment}",
            () => who.Grains.Payment(payment).Pay(who.Name, orders, method),
            view => Paid(who, view));
    }

    private static void Paid(Actor who, PaymentView view)
    {
        // A payment that could not even begin was never stored.
        if (view.Status == Payment.Status.Processing) return;
        if (view.Status == Payment.Status.Refused && view.Why is Rejection.UnknownPayment) return;
        who.Promise($"{who.Name} was told that {view.Id} is {view.Status}",
            now => now.Newest<Payment.State>(view.Id) is { } state && state.Status == view.Status
                && (view.Status != Payment.Status.Captured || view.Orders.All(order =>
                    now.Newest<Order.State>(order)?.HasCaptured(view.Id) == true)));
    }

    private static async Task Ship(Actor who, OrderView order, long? version, Chance chance)
    {
        var stage = who.Stage;
        // Now and then a number that another parcel has, or that this one has already.
        var tracking = stage.Parcels.Count > 0 && chance.Is(0.1)
            ? chance.Of(stage.Parcels)
            : $"T{chance.Next() % 1_000_000}";
        if (!stage.Parcels.Contains(tracking)) stage.Parcels.Add(tracking);
        await who.Command(chance, $"ship {order.Id} with {tracking}",
            () => who.Grains.Parcel(tracking).Dispatch(who.Self, order.Id, "dhl", version),
            now => now.Newest<Order.State>(order.Id)?.Tracking == tracking
                && now.Newest<Parcel.State>(Ids.Parcel + tracking)?.Order == order.Id);
    }

    private static IOrderGrain Grain(Actor who, OrderView order) => who.Grains.Order(order.Id);
}

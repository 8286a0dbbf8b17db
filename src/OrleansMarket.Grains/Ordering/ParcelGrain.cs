using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Parcel.State, OrleansMarket.Domain.Parcel.Command, OrleansMarket.Domain.Parcel.Event,
    OrleansMarket.Domain.Parcel.TellOrder, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Ordering;

/// <summary>A tracking number. What may happen to it is decided in <see cref="Parcel"/>.</summary>
/// <remarks>It calls the order and is never called by it, so the two cannot wait for each other.</remarks>
[GrainType(GrainTypes.Parcel)]
internal sealed class ParcelGrain : IParcelGrain, IElapsing
{
    private readonly IGrainFactory grains;
    private readonly Runner parcel;
    private readonly string tracking;

    public ParcelGrain(IGrainContext context, IGrainFactory grains, Market market)
    {
        this.grains = grains;
        parcel = market.Run(context, market.Machines.Parcel, Tell);
        tracking = Ids.Tail(parcel.Id);
    }

    public Task<Outcome> Dispatch(Caller caller, string order, string carrier, OrderUnits[]? units, long? version) =>
        Dispatch(order, carrier, () => grains.Order(order).Ship(caller, carrier, tracking, units, version));

    public Task<Outcome> DispatchReturn(Caller caller, string dispute, string carrier, long? version) =>
        Dispatch(Ids.OrderOfDispute(dispute), carrier,
            () => grains.Dispute(dispute).ReturnShipped(caller, dispute, carrier, tracking, version));

    public async Task<Outcome> Record(string scanId, Parcel.ScanKind kind, DateTimeOffset at)
    {
        await FinishDispatch();
        var refused = await parcel.Transact(new Parcel.Command.Record(new(scanId, kind, at)), scanId);
        if (refused is null) await parcel.Settle();
        return refused;
    }

    public async Task<ParcelView?> View()
    {
        var state = await parcel.Durable();
        return state.Order is null
            ? null
            : new ParcelView(tracking, state.Carrier!, state.Order, state.Status,
                [.. state.Scans.Select(scan => new ScanView(scan.Id, scan.Kind, scan.At))]);
    }

    public Task Elapse() => parcel.Elapse();

    /// <summary>Claims the number, has the order use it, and notes whether it did.</summary>
    private async Task<Outcome> Dispatch(string order, string carrier, Func<Task<Outcome>> use)
    {
        // What is noted now cannot be given back below.
        await FinishDispatch();
        var refused = await parcel.Transact(new Parcel.Command.Claim(order, carrier), cause: order);
        if (refused is Rejection.TrackingInUse && await Abandoned())
            refused = await parcel.Transact(new Parcel.Command.Claim(order, carrier), cause: order);
        if (refused is not null) return refused;
        var used = await use();
        if (!used.IsDone)
        {
            await parcel.Transact(new Parcel.Command.GiveBack(order));
            return used;
        }

        if (await parcel.Transact(new Parcel.Command.Dispatch(order)) is null) return used;
        // A second activation of this number was refused for a request of its own, and has given it back meanwhile.
        await parcel.Transact(new Parcel.Command.Claim(order, carrier), cause: order);
        await parcel.Transact(new Parcel.Command.Dispatch(order));
        return used;
    }

    /// <summary>
    /// Whether the number was claimed for an order that was then, after a crash, not shipped with it; gives it back.
    /// </summary>
    private async Task<bool> Abandoned()
    {
        await FinishDispatch();
        return (await parcel.Durable()).Status == Parcel.Status.None;
    }

    /// <summary>
    /// A crash between claiming and shipping leaves the number claimed; the order knows how it went on.
    /// </summary>
    private async Task FinishDispatch()
    {
        if (await parcel.Durable() is not { Status: Parcel.Status.Claimed, Order: { } order }) return;
        await parcel.Transact(await grains.Order(order).Carries(tracking)
            ? new Parcel.Command.Dispatch(order)
            : new Parcel.Command.GiveBack(order));
    }

    private async Task<Parcel.Command> Tell(Parcel.TellOrder step)
    {
        await grains.Order(step.Order).RecordDelivery(tracking);
        return new Parcel.Command.OrderTold();
    }
}

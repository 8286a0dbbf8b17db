using static OrleansMarket.Domain.Parcel;

namespace OrleansMarket.Domain.Tests;

public sealed class ParcelStories
{
    private static readonly Event.Claimed Claimed = new("ord_1", "DHL");
    private static readonly Scan PickedUp = new("scn_1", ScanKind.PickedUp, Hours(1));
    private static readonly Scan Delivered = new("scn_2", ScanKind.Delivered, Days(5));

    [Fact]
    public void A_tracking_number_carries_one_order() => Given()
        .When(new Command.Claim("ord_1", "DHL")).Then(Claimed)
        .When(new Command.Claim("ord_1", "DHL")).ThenAlreadyDone()
        .When(new Command.Claim("ord_2", "DHL")).Then(Rejection.TrackingInUse);

    [Fact]
    public void The_number_of_an_order_that_could_not_be_shipped_is_free_again() => Given(Claimed)
        .When(new Command.GiveBack("ord_1")).Then(new Event.GivenBack())
        .When(new Command.GiveBack("ord_1")).ThenAlreadyDone()
        .When(new Command.Claim("ord_2", "UPS")).Then(new Event.Claimed("ord_2", "UPS"));

    [Fact]
    public void A_parcel_on_its_way_is_not_given_back() => Given(Claimed, new Event.Dispatched())
        .When(new Command.GiveBack("ord_1")).ThenAlreadyDone()
        .ThenItIs(Status.OnItsWay, parcel => parcel.Status);

    [Fact]
    public void A_parcel_is_dispatched_once() => Given(Claimed)
        .When(new Command.Dispatch("ord_1")).Then(new Event.Dispatched())
        .When(new Command.Dispatch("ord_1")).ThenAlreadyDone();

    [Fact]
    public void Nobody_dispatches_what_another_order_has_claimed_or_nobody_has()
    {
        Given(Claimed).When(new Command.Dispatch("ord_2")).Then(Rejection.TrackingInUse);
        Given().When(new Command.Dispatch("ord_1")).Then(Rejection.UnknownTracking);
    }

    [Fact]
    public void The_order_is_told_of_the_delivery_until_it_knows() => Given(Claimed, new Event.Dispatched())
        .When(new Command.Record(PickedUp)).Then(new Event.Scanned(PickedUp))
        .ThenItIs(Array.Empty<TellOrder>(), Owed)
        .When(new Command.Record(Delivered)).Then(new Event.Scanned(Delivered))
        .ThenItIs(new[] { new TellOrder("ord_1") }, Owed)
        .When(new Command.OrderTold()).Then(new Event.OrderTold())
        .ThenItIs(Array.Empty<TellOrder>(), Owed)
        .When(new Command.OrderTold()).ThenAlreadyDone();

    [Fact]
    public void Reports_that_come_twice_or_too_late_are_harmless() =>
        Given(Claimed, new Event.Dispatched(), new Event.Scanned(Delivered), new Event.OrderTold())
            .When(new Command.Record(Delivered)).ThenAlreadyDone()
            .When(new Command.Record(PickedUp)).Then(new Event.Scanned(PickedUp))
            .When(new Command.Record(Delivered with { Id = "scn_3" }))
            .ThenItIs(Status.Arrived, parcel => parcel.Status)
            .ThenItIs(Array.Empty<TellOrder>(), Owed);

    [Fact]
    public void Nothing_is_reported_of_a_parcel_that_the_carrier_does_not_have()
    {
        Given().When(new Command.Record(PickedUp)).Then(Rejection.UnknownTracking);
        Given(Claimed).When(new Command.Record(PickedUp)).Then(Rejection.UnknownTracking);
    }

    [Fact]
    public void A_carrier_that_never_stops_reporting_is_stopped()
    {
        var scans = Enumerable.Range(0, 1_000).Select(i => new Event.Scanned(PickedUp with { Id = $"scn_{i}" }));
        Given([Claimed, new Event.Dispatched(), .. scans])
            .When(new Command.Record(PickedUp with { Id = "one too many" })).Then(Rejection.TooManyScans);
    }

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Parcel.Given(happened);
}

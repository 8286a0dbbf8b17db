using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Machines;

internal sealed class StockMachine : MarketMachine<Stock.State, Stock.Command, Stock.Event, Nothing>
{
    public override Stock.State Initial => Stock.State.Initial;
    public override EventCodec<Stock.Event> Events => Codecs.Stock;
    public override SnapshotCodec<Stock.State> Snapshots => Stored.Snapshots.Stock;
    public override Stock.Command Elapsed { get; } = new Stock.Command.Elapsed();
    public override Stock.State Evolve(Stock.State state, Stock.Event happened) => Stock.Evolve(state, happened);
    public override DateTimeOffset? DueAt(Stock.State state) => Stock.DueAt(state);

    protected override Decision<Stock.Event> On(Stock.State state, Stock.Command command, DateTimeOffset now) =>
        Stock.Decide(state, command, now);
}

internal sealed class ListingMachine : MarketMachine<Listing.State, Listing.Command, Listing.Event, Nothing>
{
    public override Listing.State Initial => Listing.State.Initial;
    public override EventCodec<Listing.Event> Events => Codecs.Listing;
    public override Listing.Command Elapsed { get; } = new Listing.Command.Elapsed();
    public override Listing.State Evolve(Listing.State state, Listing.Event happened) =>
        Listing.Evolve(state, happened);

    protected override Decision<Listing.Event> On(Listing.State state, Listing.Command command, DateTimeOffset now) =>
        Listing.Decide(state, command);
}

internal sealed class SellerAccountMachine
    : MarketMachine<SellerAccount.State, SellerAccount.Command, SellerAccount.Event, Nothing>
{
    public override SellerAccount.State Initial => SellerAccount.State.Initial;
    public override EventCodec<SellerAccount.Event> Events => Codecs.SellerAccount;
    public override SnapshotCodec<SellerAccount.State> Snapshots => Stored.Snapshots.SellerAccount;
    public override SellerAccount.Command Elapsed { get; } = new SellerAccount.Command.Elapsed();

    public override SellerAccount.State Evolve(SellerAccount.State state, SellerAccount.Event happened) =>
        SellerAccount.Evolve(state, happened);

    protected override Decision<SellerAccount.Event> On(
        SellerAccount.State state, SellerAccount.Command command, DateTimeOffset now) =>
        SellerAccount.Decide(state, command, now);
}

internal sealed class ParcelMachine : MarketMachine<Parcel.State, Parcel.Command, Parcel.Event, Parcel.TellOrder>
{
    public override Parcel.State Initial => Parcel.State.Initial;
    public override EventCodec<Parcel.Event> Events => Codecs.Parcel;
    public override Parcel.Command Elapsed { get; } = new Parcel.Command.Elapsed();
    public override Parcel.State Evolve(Parcel.State state, Parcel.Event happened) => Parcel.Evolve(state, happened);
    public override IReadOnlyList<Parcel.TellOrder> Owed(Parcel.State state) => Parcel.Owed(state);

    protected override Decision<Parcel.Event> On(Parcel.State state, Parcel.Command command, DateTimeOffset now) =>
        Parcel.Decide(state, command);
}

internal sealed class RequestMachine : MarketMachine<Request.State, Request.Command, Request.Event, Nothing>
{
    public override Request.State Initial => Request.State.Initial;
    public override EventCodec<Request.Event> Events => Codecs.Request;
    public override Request.Command Elapsed { get; } = new Request.Command.Elapsed();
    public override Request.State Evolve(Request.State state, Request.Event happened) =>
        Request.Evolve(state, happened);

    protected override Decision<Request.Event> On(Request.State state, Request.Command command, DateTimeOffset now) =>
        Request.Decide(state, command);
}

internal sealed class ClockMachine : MarketMachine<MarketClock.State, MarketClock.Command, MarketClock.Event, Nothing>
{
    public override MarketClock.State Initial => MarketClock.State.Initial;
    public override EventCodec<MarketClock.Event> Events => Codecs.MarketClock;
    public override MarketClock.Command Elapsed { get; } = new MarketClock.Command.Elapsed();
    public override MarketClock.State Evolve(MarketClock.State state, MarketClock.Event happened) =>
        MarketClock.Evolve(state, happened);

    protected override Decision<MarketClock.Event> On(
        MarketClock.State state, MarketClock.Command command, DateTimeOffset now) => MarketClock.Decide(state, command);
}

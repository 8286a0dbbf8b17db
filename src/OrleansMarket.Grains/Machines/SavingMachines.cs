using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Machines;

internal sealed class CouponMachine(Policy policy)
    : MarketMachine<Coupon.State, Coupon.Command, Coupon.Event, Coupon.Step>
{
    public override Coupon.State Initial => Coupon.State.Initial;
    public override EventCodec<Coupon.Event> Events => Codecs.Coupon;
    public override Coupon.Command Elapsed { get; } = new Coupon.Command.Elapsed();
    public override Coupon.State Evolve(Coupon.State state, Coupon.Event happened) => Coupon.Evolve(state, happened);
    public override IReadOnlyList<Coupon.Step> Owed(Coupon.State state) => Coupon.Owed(state);
    public override DateTimeOffset? DueAt(Coupon.State state) => Coupon.DueAt(state);

    protected override Decision<Coupon.Event> On(Coupon.State state, Coupon.Command command, DateTimeOffset now) =>
        Coupon.Decide(state, command, policy, now);
}

internal sealed class CampaignMachine(CouponMachine coupons)
    : MarketMachine<Campaign.State, Campaign.Command, Campaign.Event, Nothing>
{
    public override Campaign.State Initial => Campaign.State.Initial;
    public override EventCodec<Campaign.Event> Events => Codecs.Campaign;
    public override SnapshotCodec<Campaign.State> Snapshots => Stored.Snapshots.Campaign;
    public override Campaign.Command Elapsed { get; } = new Campaign.Command.Elapsed();
    public override Campaign.State Evolve(Campaign.State state, Campaign.Event happened) =>
        Campaign.Evolve(state, happened);

    public override IReadOnlyList<Birth> Births(
        Campaign.Command command, Campaign.State after, IReadOnlyList<Campaign.Event> happened, DateTimeOffset now)
    {
        if (happened is not [Campaign.Event.Claimed claimed]) return [];
        var terms = after.Offer!.Terms;
        var coupon = Ids.CouponOf(terms.Campaign, claimed.Number);
        var issued = new Coupon.Event.Issued(claimed.Buyer, terms);
        return command is Campaign.Command.TakeCode use
            ? [coupons.Bear(coupon, now, issued, new Coupon.Event.Locked(use.Checkout, use.Orders, use.Until))]
            : [coupons.Bear(coupon, now, issued)];
    }

    protected override Decision<Campaign.Event> On(
        Campaign.State state, Campaign.Command command, DateTimeOffset now) =>
        Campaign.Decide(state, command, now);
}

internal sealed class PromoCodeMachine
    : MarketMachine<PromoCode.State, PromoCode.Command, PromoCode.Event, Nothing>
{
    public override PromoCode.State Initial => PromoCode.State.Initial;
    public override EventCodec<PromoCode.Event> Events => Codecs.PromoCode;
    public override PromoCode.Command Elapsed { get; } = new PromoCode.Command.Elapsed();
    public override PromoCode.State Evolve(PromoCode.State state, PromoCode.Event happened) =>
        PromoCode.Evolve(state, happened);

    protected override Decision<PromoCode.Event> On(
        PromoCode.State state, PromoCode.Command command, DateTimeOffset now) => PromoCode.Decide(state, command);
}

internal sealed class WalletMachine : MarketMachine<Wallet.State, Wallet.Command, Wallet.Event, Wallet.Want>
{
    public override Wallet.State Initial => Wallet.State.Initial;
    public override EventCodec<Wallet.Event> Events => Codecs.Wallet;
    public override Wallet.Command Elapsed { get; } = new Wallet.Command.Elapsed();
    public override Wallet.State Evolve(Wallet.State state, Wallet.Event happened) => Wallet.Evolve(state, happened);
    public override IReadOnlyList<Wallet.Want> Owed(Wallet.State state) => Wallet.Owed(state);

    protected override Decision<Wallet.Event> On(Wallet.State state, Wallet.Command command, DateTimeOffset now) =>
        Wallet.Decide(state, command);
}

internal sealed class CoinsMachine(Policy policy) : MarketMachine<Coins.State, Coins.Command, Coins.Event, Nothing>
{
    public override Coins.State Initial => Coins.State.Initial;
    public override EventCodec<Coins.Event> Events => Codecs.Coins;
    public override SnapshotCodec<Coins.State> Snapshots => Stored.Snapshots.Coins;
    public override Coins.Command Elapsed { get; } = new Coins.Command.Elapsed();
    public override Coins.State Evolve(Coins.State state, Coins.Event happened) => Coins.Evolve(state, happened);
    public override DateTimeOffset? DueAt(Coins.State state) => Coins.DueAt(state);

    protected override Decision<Coins.Event> On(Coins.State state, Coins.Command command, DateTimeOffset now) =>
        Coins.Decide(state, command, policy, now);
}

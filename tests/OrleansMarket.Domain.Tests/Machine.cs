namespace OrleansMarket.Domain.Tests;

/// <summary>
/// The pure functions of one machine, so that stories, tables and properties can be told of all in the same words.
/// </summary>
internal sealed record Machine<TState, TCommand, TEvent>(
    TState Initial,
    Func<TState, TCommand, DateTimeOffset, Decision<TEvent>> Decide,
    Func<TState, TEvent, TState> Evolve)
    where TEvent : class
{
    public Story<TState, TCommand, TEvent> Given(params TEvent[] happened) =>
        new(this, Fold(Initial, happened), Midnight, null);

    public TState Fold(TState state, IReadOnlyList<TEvent> happened) => happened.Aggregate(state, Evolve);
}

/// <summary>The machines by name.</summary>
internal static class Machines
{
    public static readonly Machine<Cart.State, Cart.Command, Cart.Event> Cart = CartUnder(Policy.Modern);

    public static readonly Machine<Checkout.State, Checkout.Command, Checkout.Event> Checkout =
        new(Domain.Checkout.State.Initial, Domain.Checkout.Decide, Domain.Checkout.Evolve);

    public static readonly Machine<Order.State, Order.Command, Order.Event> Order = OrderUnder(Policy.Modern);

    public static readonly Machine<Dispute.State, Dispute.Command, Dispute.Event> Dispute = DisputeUnder(Policy.Modern);

    public static readonly Machine<Payment.State, Payment.Command, Payment.Event> Payment =
        new(Domain.Payment.State.Initial, Domain.Payment.Decide, Domain.Payment.Evolve);

    public static readonly Machine<Refund.State, Refund.Command, Refund.Event> Refund =
        new(Domain.Refund.State.Initial, Domain.Refund.Decide, Domain.Refund.Evolve);

    public static readonly Machine<Escrow.State, Escrow.Command, Escrow.Event> Escrow = new(
        Domain.Escrow.State.Initial, (state, command, _) => Domain.Escrow.Decide(state, command), Domain.Escrow.Evolve);

    public static readonly Machine<Stock.State, Stock.Command, Stock.Event> Stock =
        new(Domain.Stock.State.Initial, Domain.Stock.Decide, Domain.Stock.Evolve);

    public static readonly Machine<SellerAccount.State, SellerAccount.Command, SellerAccount.Event> SellerAccount =
        new(Domain.SellerAccount.State.Initial, Domain.SellerAccount.Decide, Domain.SellerAccount.Evolve);

    public static readonly Machine<Coupon.State, Coupon.Command, Coupon.Event> Coupon = new(
        Domain.Coupon.State.Initial,
        (state, command, now) => Domain.Coupon.Decide(state, command, Policy.Modern, now),
        Domain.Coupon.Evolve);

    public static readonly Machine<Coins.State, Coins.Command, Coins.Event> Coins = new(
        Domain.Coins.State.Initial,
        (state, command, now) => Domain.Coins.Decide(state, command, Policy.Modern, now),
        Domain.Coins.Evolve);

    public static readonly Machine<Wallet.State, Wallet.Command, Wallet.Event> Wallet = new(
        Domain.Wallet.State.Initial, (state, command, _) => Domain.Wallet.Decide(state, command), Domain.Wallet.Evolve);

    public static readonly Machine<PromoCode.State, PromoCode.Command, PromoCode.Event> PromoCode = new(
        Domain.PromoCode.State.Initial,
        (state, command, _) => Domain.PromoCode.Decide(state, command),
        Domain.PromoCode.Evolve);

    public static readonly Machine<Campaign.State, Campaign.Command, Campaign.Event> Campaign =
        new(Domain.Campaign.State.Initial, Domain.Campaign.Decide, Domain.Campaign.Evolve);

    public static readonly Machine<Listing.State, Listing.Command, Listing.Event> Listing = new(
        Domain.Listing.State.Initial,
        (state, command, _) => Domain.Listing.Decide(state, command),
        Domain.Listing.Evolve);

    public static readonly Machine<Parcel.State, Parcel.Command, Parcel.Event> Parcel = new(
        Domain.Parcel.State.Initial, (state, command, _) => Domain.Parcel.Decide(state, command), Domain.Parcel.Evolve);

    public static readonly Machine<Request.State, Request.Command, Request.Event> Request = new(
        Domain.Request.State.Initial,
        (state, command, _) => Domain.Request.Decide(state, command),
        Domain.Request.Evolve);

    public static readonly Machine<MarketClock.State, MarketClock.Command, MarketClock.Event> MarketClock = new(
        Domain.MarketClock.State.Initial,
        (state, command, _) => Domain.MarketClock.Decide(state, command),
        Domain.MarketClock.Evolve);

    public static readonly Machine<Member.State, Member.Command, Member.Event> Member = new(
        Domain.Member.State.Initial,
        (state, command, now) => Domain.Member.Decide(state, command, Policy.Modern, now),
        Domain.Member.Evolve);

    public static readonly Machine<SellerStanding.State, SellerStanding.Command, SellerStanding.Event>
        SellerStanding = new(
            Domain.SellerStanding.State.Initial,
            (state, command, now) => Domain.SellerStanding.Decide(state, command, Policy.Modern, now),
            Domain.SellerStanding.Evolve);

    public static Machine<Order.State, Order.Command, Order.Event> OrderUnder(Policy policy) => new(
        Domain.Order.State.Initial,
        (state, command, now) => Domain.Order.Decide(state, command, policy, now),
        Domain.Order.Evolve);

    public static Machine<Dispute.State, Dispute.Command, Dispute.Event> DisputeUnder(Policy policy) => new(
        Domain.Dispute.State.Initial,
        (state, command, now) => Domain.Dispute.Decide(state, command, policy, now),
        Domain.Dispute.Evolve);

    public static Machine<Cart.State, Cart.Command, Cart.Event> CartUnder(Policy policy) => new(
        Domain.Cart.State.Initial,
        (state, command, _) => Domain.Cart.Decide(state, command, policy),
        Domain.Cart.Evolve);
}

using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Machines;

/// <summary>
/// Every machine of the market, joined to its stored form, its policy and what its decisions bring into being. There is
/// nothing here that a rule depends on: those are in the domain.
/// </summary>
internal sealed class MarketMachines
{
    public MarketMachines(Policy policy)
    {
        Refund = new RefundMachine();
        Escrow = new EscrowMachine(Refund);
        Order = new OrderMachine(policy, Escrow, Refund);
        Checkout = new CheckoutMachine(policy, Order);
        Cart = new CartMachine(policy);
        Coupon = new CouponMachine(policy);
        Coins = new CoinsMachine(policy);
        Campaign = new CampaignMachine(Coupon);
        Member = new MemberMachine(policy);
        SellerStanding = new SellerStandingMachine(policy);
    }

    public CartMachine Cart { get; }
    public CheckoutMachine Checkout { get; }
    public OrderMachine Order { get; }
    public EscrowMachine Escrow { get; }
    public RefundMachine Refund { get; }
    public CouponMachine Coupon { get; }
    public CampaignMachine Campaign { get; }
    public MemberMachine Member { get; }
    public SellerStandingMachine SellerStanding { get; }
    public CoinsMachine Coins { get; }
    public PromoCodeMachine PromoCode { get; } = new();
    public WalletMachine Wallet { get; } = new();
    public PaymentMachine Payment { get; } = new();
    public StockMachine Stock { get; } = new();
    public ListingMachine Listing { get; } = new();
    public SellerAccountMachine SellerAccount { get; } = new();
    public ParcelMachine Parcel { get; } = new();
    public RequestMachine Request { get; } = new();
    public ClockMachine Clock { get; } = new();

    /// <summary>The postings of an entry, whichever machine made it.</summary>
    public IEnumerable<Posting> PostingsOf(Entry entry)
    {
        // Most entries move no money; those that do say so in their stored form.
        if (entry.Events.Span.IndexOf("\"postings\":"u8) < 0) return [];
        IEnumerable<object> events = entry.Aggregate[..4] switch
        {
            Ids.Escrow => Escrow.Events.Read(entry.Events),
            Ids.Refund => Refund.Events.Read(entry.Events),
            Ids.SellerAccount => SellerAccount.Events.Read(entry.Events),
            Ids.Order => Order.Events.Read(entry.Events),
            _ => [],
        };
        return events.OfType<IMoneyEvent>().SelectMany(moved => moved.Postings);
    }
}

internal sealed class CartMachine(Policy policy)
    : MarketMachine<Cart.State, Cart.Command, Cart.Event, Cart.CheckoutRequest>
{
    public override Cart.State Initial => Cart.State.Initial;
    public override EventCodec<Cart.Event> Events => Codecs.Cart;
    public override Cart.Command Elapsed { get; } = new Cart.Command.Elapsed();
    public override Cart.State Evolve(Cart.State state, Cart.Event happened) => Cart.Evolve(state, happened);
    public override IReadOnlyList<Cart.CheckoutRequest> Owed(Cart.State state) => Cart.Owed(state);

    protected override Decision<Cart.Event> On(Cart.State state, Cart.Command command, DateTimeOffset now) =>
        Cart.Decide(state, command, policy);
}

internal sealed class CheckoutMachine(Policy policy, OrderMachine orders)
    : MarketMachine<Checkout.State, Checkout.Command, Checkout.Event, Nothing>
{
    public override Checkout.State Initial => Checkout.State.Initial;
    public override EventCodec<Checkout.Event> Events => Codecs.Checkout;
    public override Checkout.Command Elapsed { get; } = new Checkout.Command.Elapsed();
    public override Checkout.State Evolve(Checkout.State state, Checkout.Event happened) =>
        Checkout.Evolve(state, happened);

    public override IReadOnlyList<Birth> Births(
        Checkout.Command command, Checkout.State after, IReadOnlyList<Checkout.Event> happened, DateTimeOffset now) =>
        command is Checkout.Command.Place place
            ? [.. place.Orders.Select(terms => orders.Bear(terms.Order, now,
                Order.Decide(Order.State.Initial, new Order.Command.Place(terms), policy, now).Events))]
            : [];

    protected override Decision<Checkout.Event> On(
        Checkout.State state, Checkout.Command command, DateTimeOffset now) =>
        Checkout.Decide(state, command, now);
}

internal sealed class OrderMachine(Policy policy, EscrowMachine escrows, RefundMachine refunds)
    : MarketMachine<Order.State, Order.Command, Order.Event, Order.Step>
{
    public override Order.State Initial => Order.State.Initial;
    public override EventCodec<Order.Event> Events => Codecs.Order;
    public override Order.Command Elapsed { get; } = new Order.Command.Elapsed();
    public override Order.State Evolve(Order.State state, Order.Event happened) => Order.Evolve(state, happened);
    public override IReadOnlyList<Order.Step> Owed(Order.State state) => Order.Owed(state);
    public override DateTimeOffset? DueAt(Order.State state) => Order.DueAt(state);

    public override IReadOnlyList<Birth> Births(
        Order.Command command, Order.State after, IReadOnlyList<Order.Event> happened, DateTimeOffset now)
    {
        List<Birth> births = [];
        foreach (var one in happened)
        {
            if (one is Order.Event.Paid paid)
            {
                var hold = new Escrow.Command.Hold(Escrow.DepositOf(after.Terms!, paid.Payment, policy));
                births.Add(escrows.Bear(
                    Ids.EscrowOf(after.Terms!.Order), now, Escrow.Decide(Escrow.State.Initial, hold).Events));
            }
            else if (one is Order.Event.CaptureReturned { Amount.IsPositive: true } returned)
            {
                var id = Ids.RefundOf(after.Terms!.Order, returned.Refund);
                births.Add(refunds.Bear(id, now, new Refund.Event.Opened(new(
                    id, after.Terms.Order, returned.Payment, after.Terms.Buyer, returned.Amount, "capture_returned",
                    returned.Refund))));
            }
        }

        return births;
    }

    protected override Decision<Order.Event> On(Order.State state, Order.Command command, DateTimeOffset now) =>
        Order.Decide(state, command, policy, now);
}

internal sealed class EscrowMachine(RefundMachine refunds)
    : MarketMachine<Escrow.State, Escrow.Command, Escrow.Event, Escrow.Step>
{
    public override Escrow.State Initial => Escrow.State.Initial;
    public override EventCodec<Escrow.Event> Events => Codecs.Escrow;
    public override Escrow.Command Elapsed { get; } = new Escrow.Command.Elapsed();
    public override Escrow.State Evolve(Escrow.State state, Escrow.Event happened) => Escrow.Evolve(state, happened);
    public override IReadOnlyList<Escrow.Step> Owed(Escrow.State state) => Escrow.Owed(state);

    public override IReadOnlyList<Birth> Births(
        Escrow.Command command, Escrow.State after, IReadOnlyList<Escrow.Event> happened, DateTimeOffset now)
    {
        List<Birth> births = [];
        foreach (var one in happened)
        {
            var (number, amount, because) = one switch
            {
                Escrow.Event.PartRefunded part => (part.Number, part.Amount, part.Because),
                Escrow.Event.Refunded rest => (rest.Number!.Value, rest.Amount!.Value, rest.Because),
                _ => default,
            };
            if (amount is not { Minor: > 0 }) continue;
            var (deposit, id) = (after.Deposit!, Ids.RefundOf(after.Deposit!.Order, number));
            births.Add(refunds.Bear(id, now, new Refund.Event.Opened(new(
                id, deposit.Order, deposit.Payment, deposit.Buyer, amount, because, number))));
        }

        return births;
    }

    protected override Decision<Escrow.Event> On(Escrow.State state, Escrow.Command command, DateTimeOffset now) =>
        Escrow.Decide(state, command);
}

internal sealed class RefundMachine : MarketMachine<Refund.State, Refund.Command, Refund.Event, Refund.Claim>
{
    public override Refund.State Initial => Refund.State.Initial;
    public override EventCodec<Refund.Event> Events => Codecs.Refund;
    public override Refund.Command Elapsed { get; } = new Refund.Command.Elapsed();
    public override Refund.State Evolve(Refund.State state, Refund.Event happened) => Refund.Evolve(state, happened);
    public override IReadOnlyList<Refund.Claim> Owed(Refund.State state) => Refund.Owed(state);

    protected override Decision<Refund.Event> On(Refund.State state, Refund.Command command, DateTimeOffset now) =>
        Refund.Decide(state, command, now);
}

internal sealed class PaymentMachine : MarketMachine<Payment.State, Payment.Command, Payment.Event, Payment.Request>
{
    public override Payment.State Initial => Payment.State.Initial;
    public override EventCodec<Payment.Event> Events => Codecs.Payment;
    public override Payment.Command Elapsed { get; } = new Payment.Command.Elapsed();
    public override Payment.State Evolve(Payment.State state, Payment.Event happened) =>
        Payment.Evolve(state, happened);
    public override IReadOnlyList<Payment.Request> Owed(Payment.State state) => Payment.Owed(state);

    protected override Decision<Payment.Event> On(Payment.State state, Payment.Command command, DateTimeOffset now) =>
        Payment.Decide(state, command, now);
}

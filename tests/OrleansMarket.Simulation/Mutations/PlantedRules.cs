using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Simulation.Cluster;
using ChangedCampaign = OrleansMarket.Simulation.Cluster.ChangedMachine<
    OrleansMarket.Domain.Campaign.State, OrleansMarket.Domain.Campaign.Command, OrleansMarket.Domain.Campaign.Event,
    OrleansMarket.Grains.Machines.Nothing>;
using ChangedCheckout = OrleansMarket.Simulation.Cluster.ChangedMachine<
    OrleansMarket.Domain.Checkout.State, OrleansMarket.Domain.Checkout.Command, OrleansMarket.Domain.Checkout.Event,
    OrleansMarket.Grains.Machines.Nothing>;
using ChangedEscrow = OrleansMarket.Simulation.Cluster.ChangedMachine<
    OrleansMarket.Domain.Escrow.State, OrleansMarket.Domain.Escrow.Command, OrleansMarket.Domain.Escrow.Event,
    OrleansMarket.Domain.Escrow.Step>;
using ChangedOrder = OrleansMarket.Simulation.Cluster.ChangedMachine<
    OrleansMarket.Domain.Order.State, OrleansMarket.Domain.Order.Command, OrleansMarket.Domain.Order.Event,
    OrleansMarket.Domain.Order.Step>;
using ChangedStock = OrleansMarket.Simulation.Cluster.ChangedMachine<
    OrleansMarket.Domain.Stock.State, OrleansMarket.Domain.Stock.Command, OrleansMarket.Domain.Stock.Event,
    OrleansMarket.Grains.Machines.Nothing>;

namespace OrleansMarket.Simulation.Mutations;

/// <summary>The bugs that are planted, each by a sentence; a test requires that each is found.</summary>
internal static class Planted
{
    public static IReadOnlyDictionary<string, Func<Mutation>> All { get; } = new Dictionary<string, Func<Mutation>>
    {
        ["a charge that is asked for again is another charge"] = () => new NewKeyPerCharge(),
        ["a refund that is asked for again is another refund"] = () => new NewKeyPerRefund(),
        ["the provider's silence is a yes"] = () => new SilenceIs(default),
        ["the provider's silence is a no"] = () => new SilenceIs(new("not_captured")),
        ["answers are given before they are durable"] = () => new AnsweredTooSoon(),
        ["the expected version is not checked"] = () => new ConflictsIgnored(),
        ["who answers without writing does not look first"] = () => new NeverLooks(),

        ["an escrow account is not born with the payment"] = () => OfOrder(order => new(order)
        {
            Born = births => [.. births.Where(birth => !birth.Aggregate.StartsWith("esc_", StringComparison.Ordinal))],
        }),
        ["the last order of a checkout is not born"] = () => OfCheckout(checkout => new(checkout)
        {
            Born = births => [.. births.SkipLast(1)],
        }),
        ["the ship window is not stored"] = () => OfOrder(order => new(order)
        {
            Due = (state, due) => state.Status == Order.Status.AwaitingShipment ? null : due,
        }),
        ["what is owed is known to the activation alone"] = () => OfOrder(order => new OwedInMemory(order)),
        ["a capture that is told twice is paid back once more"] = () => OfOrder(order => new(order)
        {
            Decided = (state, command, _) => command is Order.Command.Capture capture
                && state.HasCaptured(capture.Payment)
                ? [PaidBack(state, capture)]
                : null,
        }),
        ["money is kept although the goods are gone"] = () => OfOrder(order => new(order)
        {
            Asked = command => command is Order.Command.Capture capture
                ? capture with { GoodsAreCommitted = true }
                : command,
        }),
        ["the seller is paid as soon as the order is completed"] = () => OfOrder(order => new(order)
        {
            Follows = (_, events) => events is [Order.Event.Completed]
                ? [.. events, new Order.Event.ReleaseOrdered()]
                : events,
        }),
        ["an escrow is released as often as it is asked to"] = () => OfEscrow(escrow => new(escrow)
        {
            Decided = (state, command, _) =>
                (state.Status, command) is (Escrow.Status.Released, Escrow.Command.Release)
                    ? [ReleasedAgain(state.Deposit!)]
                    : null,
        }),
        ["units that are reserved can be reserved again"] = () => OfStock(stock => new(stock)
        {
            Decided = (state, command, _) => command is Stock.Command.Reserve reserve
                && reserve.Claims.All(one => !state.Reservations.ContainsKey(one.Order) && one.Quantity <= state.OnHand)
                ? [new Stock.Event.Reserved(reserve.Claims, reserve.Until)]
                : null,
        }),
        ["a reservation whose time is up is not freed"] = () => OfStock(stock => new(stock) { Due = (_, _) => null }),
        ["a campaign's quota is not checked"] = () => OfCampaign(campaign => new(campaign)
        {
            Decided = (state, command, _) => command is Campaign.Command.Claim claim && state.Offer is not null
                && !state.Claims.ContainsKey(claim.ClaimId)
                ? [new Campaign.Event.Claimed(claim.ClaimId, claim.Buyer, state.Issued + 1)]
                : null,
        }),
        ["the remainder of a coupon goes to the first line"] = () => OfCheckout(checkout => new(checkout)
        {
            Asked = command => command is Checkout.Command.Place place
                ? place with { Orders = [.. place.Orders.Select(RemainderToTheFirst)] }
                : command,
        }),
    };

    private static MachineMutation<Order.State, Order.Command, Order.Event, Order.Step> OfOrder(
        Func<Journal.Machine<Order.State, Order.Command, Order.Event, Order.Step, Rejection?>, ChangedOrder> change) =>
        new(change);

    private static MachineMutation<Escrow.State, Escrow.Command, Escrow.Event, Escrow.Step> OfEscrow(
        Func<Journal.Machine<Escrow.State, Escrow.Command, Escrow.Event, Escrow.Step, Rejection?>,
            ChangedEscrow> change) => new(change);

    private static MachineMutation<Stock.State, Stock.Command, Stock.Event, Nothing> OfStock(
        Func<Journal.Machine<Stock.State, Stock.Command, Stock.Event, Nothing, Rejection?>, ChangedStock> change) =>
        new(change);

    private static MachineMutation<Campaign.State, Campaign.Command, Campaign.Event, Nothing> OfCampaign(
        Func<Journal.Machine<Campaign.State, Campaign.Command, Campaign.Event, Nothing, Rejection?>,
            ChangedCampaign> change) => new(change);

    private static MachineMutation<Checkout.State, Checkout.Command, Checkout.Event, Nothing> OfCheckout(
        Func<Journal.Machine<Checkout.State, Checkout.Command, Checkout.Event, Nothing, Rejection?>,
            ChangedCheckout> change) => new(change);

    private static Order.Event.CaptureReturned PaidBack(Order.State state, Order.Command.Capture capture)
    {
        var id = state.Terms!.Order;
        return new(capture.Payment, capture.Amount, state.Returned.Count + 1, Posting.Of(
            new("P1", Account.PspCash, Account.Escrow(id), capture.Amount),
            new("P4", Account.Escrow(id), Account.RefundPending(id), capture.Amount)));
    }

    private static Escrow.Event.Released ReleasedAgain(Escrow.Deposit deposit) => new(Posting.Of(
        new Posting("P3", Account.Escrow(deposit.Order), Account.SellerPayable(deposit.Seller), deposit.Net)));

    private static Order.OrderTerms RemainderToTheFirst(Order.OrderTerms terms)
    {
        var (discount, goods) = (terms.Lines.Sum(line => line.PlatformDiscount.Minor), terms.Lines.Sum(Weight));
        if (discount == 0 || terms.Lines.Count < 2) return terms;
        var shares = terms.Lines.Select(line => discount * Weight(line) / goods).ToArray();
        shares[0] += discount - shares.Sum();
        return terms with
        {
            Lines =
            [
                .. terms.Lines.Select((line, i) =>
                    line with { PlatformDiscount = new Money(shares[i], line.UnitPrice.Currency) }),
            ],
        };

        static long Weight(Order.Line line) => line.Subtotal.Minor - line.SellerDiscount.Minor;
    }

    /// <summary>Steps are kept beside the state: a new activation does not know of them.</summary>
    private sealed class OwedInMemory(
        Journal.Machine<Order.State, Order.Command, Order.Event, Order.Step, Rejection?> order) : ChangedOrder(order)
    {
        private bool hasDecided;

        public override (IReadOnlyList<Order.Event> Events, Rejection? Answer) Decide(
            Order.State state, Order.Command command, DateTimeOffset now)
        {
            var decision = base.Decide(state, command, now);
            hasDecided |= decision.Events.Count > 0;
            return decision;
        }

        public override IReadOnlyList<Order.Step> Owed(Order.State state) => hasDecided ? base.Owed(state) : [];
    }
}

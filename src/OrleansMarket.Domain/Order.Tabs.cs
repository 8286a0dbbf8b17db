namespace OrleansMarket.Domain;

/// <summary>In which lists an order is found, and how it is called there (DOMAIN.md §2.8).</summary>
/// <remarks>
/// <code>
///   AwaitingPayment   AwaitingPayment, PaymentProcessing
///   Processing        RiskReview, AwaitingShipment, PartiallyShipped
///   Shipped           AwaitingDelivery, Delivered
///   AwaitingFeedback  Completed, Finished: until this side has spoken, or the time for it is over
///   Disputes          an open dispute, or money that went back in the last 90 days
///   Completed         Finished                         for sellers
///   Cancelled         Closed                           for sellers
///   All               everything
/// </code>
/// An order that has been over for long enough is in the archive, and in no tab. So an order leaves tabs by what
/// happens to it and by the passing of time; what is known of it says until when it stays.
/// </remarks>
public static partial class Order
{
    /// <summary>All regions of an order in one word: the one that is most in the way.</summary>
    public enum Display
    {
        /// <summary>It does not exist.</summary>
        None = Status.None,

        /// <summary>The buyer has to pay.</summary>
        AwaitingPayment = Status.AwaitingPayment,

        /// <summary>A payment is under way.</summary>
        PaymentProcessing = Status.PaymentProcessing,

        /// <summary>The payment is being verified.</summary>
        RiskReview = Status.RiskReview,

        /// <summary>The seller has to ship.</summary>
        AwaitingShipment = Status.AwaitingShipment,

        /// <summary>The seller has to ship the rest.</summary>
        PartiallyShipped = Status.PartiallyShipped,

        /// <summary>All of it is on its way.</summary>
        AwaitingDelivery = Status.AwaitingDelivery,

        /// <summary>The carrier has delivered all of it.</summary>
        Delivered = Status.Delivered,

        /// <summary>The buyer has the goods.</summary>
        Completed = Status.Completed,

        /// <summary>The end of a good order.</summary>
        Finished = Status.Finished,

        /// <summary>The end of an order that came to nothing.</summary>
        Closed = Status.Closed,

        /// <summary>The seller has been asked to cancel.</summary>
        AwaitingCancellation,

        /// <summary>A dispute is open.</summary>
        Dispute,

        /// <summary>Nobody can act on it.</summary>
        Frozen,
    }

    /// <summary>The tabs of a member's orders.</summary>
    public enum Tab
    {
        /// <summary>Every order that is not in the archive.</summary>
        All,

        /// <summary>To be paid.</summary>
        AwaitingPayment,

        /// <summary>To be verified or shipped.</summary>
        Processing,

        /// <summary>On its way, or arrived and not confirmed.</summary>
        Shipped,

        /// <summary>To be rated by this side.</summary>
        AwaitingFeedback,

        /// <summary>Disputed, or some money of it went back.</summary>
        Disputes,

        /// <summary>Over, and good; for sellers.</summary>
        Completed,

        /// <summary>Over, and came to nothing; for sellers.</summary>
        Cancelled,
    }

    /// <summary>A tab that an order is in.</summary>
    /// <param name="Tab">Which one.</param>
    /// <param name="Until">Before which instant, when nothing else happens to it; null for as long as that.</param>
    public readonly record struct Stay(Tab Tab, DateTimeOffset? Until);

    /// <summary>An order as lists have to know it.</summary>
    /// <param name="Order">Its state.</param>
    /// <param name="RefundedAt">When some of its money was last sent back; null for never.</param>
    public sealed record Listed(State Order, DateTimeOffset? RefundedAt)
    {
        /// <summary>An order that does not exist.</summary>
        public static Listed Initial { get; } = new(State.Initial, null);

        /// <summary>After an event that was decided at an instant.</summary>
        public Listed After(Event happened, DateTimeOffset at) =>
            new(Evolve(Order, happened), SendsBack(Order, happened) ? at : RefundedAt);
    }

    /// <summary>
    /// The tab that goes by the status, for sides that have it; completed orders have none but the general ones.
    /// </summary>
    public static Tab? TabOf(Status status) => status switch
    {
        Status.AwaitingPayment or Status.PaymentProcessing => Tab.AwaitingPayment,
        Status.RiskReview or Status.AwaitingShipment or Status.PartiallyShipped => Tab.Processing,
        Status.AwaitingDelivery or Status.Delivered => Tab.Shipped,
        Status.Finished => Tab.Completed,
        Status.Closed => Tab.Cancelled,
        _ => null,
    };

    /// <summary>The tabs that a side has, in the order in which they are shown; operators have none.</summary>
    public static IReadOnlyList<Tab> TabsOf(Side side) => side switch
    {
        Side.Buyer => BuyerTabs,
        Side.Seller => SellerTabs,
        _ => [],
    };

    /// <summary>All regions in one word.</summary>
    public static Display DisplayOf(State order) =>
        order.Frozen is not null ? Display.Frozen
        : order.IsDisputed ? Display.Dispute
        : order.IsAskedToCancel ? Display.AwaitingCancellation
        : (Display)order.Status;

    /// <summary>When an order is in the archive; null while it is not over.</summary>
    public static DateTimeOffset? ArchivedAt(State order, Policy policy) => order.Status switch
    {
        Status.Closed => order.ClosedAt + policy.ArchiveAfter,
        Status.Finished => order.FinishedAt + policy.ArchiveAfter,
        _ => null,
    };

    /// <summary>The tabs of a side that an order is in, and until when.</summary>
    public static IReadOnlyList<Stay> Stays(Listed listed, Side side, Policy policy)
    {
        var order = listed.Order;
        if (order.Status == Status.None || TabsOf(side) is []) return [];
        var archived = ArchivedAt(order, policy);
        List<Stay> stays = [new(Tab.All, archived)];
        if (TabOf(order.Status) is { } tab && TabsOf(side).Contains(tab)) stays.Add(new(tab, archived));
        var said = side == Side.Buyer ? order.BuyerFeedback : order.SellerFeedback;
        if (order.Status is Status.Completed or Status.Finished && said is null
            && FeedbackUntil(order, policy) is { } until)
            stays.Add(new(Tab.AwaitingFeedback, Sooner(until, archived)));
        if (order.IsDisputed) stays.Add(new(Tab.Disputes, archived));
        else if (listed.RefundedAt is { } refunded)
            stays.Add(new(Tab.Disputes, Sooner(refunded + policy.RefundsListedFor, archived)));
        return stays;
    }

    /// <summary>The tabs of a side that an order is in at an instant.</summary>
    public static IReadOnlyList<Tab> TabsAt(Listed listed, Side side, Policy policy, DateTimeOffset now) =>
        [.. Stays(listed, side, policy).Where(stay => stay.Until is not { } until || now < until)
            .Select(stay => stay.Tab)];

    private static readonly Tab[] BuyerTabs =
        [Tab.All, Tab.AwaitingPayment, Tab.Processing, Tab.Shipped, Tab.AwaitingFeedback, Tab.Disputes];

    private static readonly Tab[] SellerTabs = [.. BuyerTabs, Tab.Completed, Tab.Cancelled];

    /// <summary>Whether the buyer gets money back with it; what his bank takes is none of that.</summary>
    private static bool SendsBack(State before, Event happened) => happened switch
    {
        Event.RefundOrdered refund => refund.Because != RefundReason.ChargeBack
            && refund.Shares.Any(share => share.Cash.IsPositive),
        Event.Closed { Refund: true, Because: not CloseReason.ChargeBackLost } =>
            Refundable(before).Any(left => left.IsPositive),
        _ => false,
    };

    private static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset? other) =>
        other is { } end && end < one ? end : one;
}

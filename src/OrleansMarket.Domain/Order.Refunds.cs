namespace OrleansMarket.Domain;

/// <summary>What an order has paid back, can still pay back, and owes to others.</summary>
public static partial class Order
{
    /// <summary>
    /// What can still be refunded of each part: the lines in their order, then the shipping fee. Over all paths
    /// together never more than was paid (I3).
    /// </summary>
    public static IReadOnlyList<Money> Refundable(State order)
    {
        var terms = order.Terms!;
        var left = terms.Lines.Select(line => line.Cash).Append(terms.ShippingFee).ToArray();
        var isPaid = order.PaidAt is not null
            && order.Escrow is not (EscrowStatus.Refunding or EscrowStatus.Refunded);
        if (!isPaid) return [.. left.Select(cash => Money.Zero(cash.Currency))];
        foreach (var share in order.Refunds.SelectMany(refund => refund.Shares)) left[share.Part] -= share.Cash;
        return left;
    }

    /// <summary>What the buyer has paid for the goods and not got back.</summary>
    public static Money Kept(State order)
    {
        var refundable = Refundable(order);
        return refundable.Take(order.Terms!.Lines.Count).Sum(CurrencyOf(order));
    }

    /// <summary>What the order still owes to others.</summary>
    public static IReadOnlyList<Step> Owed(State order)
    {
        if (order.Status == Status.None) return [];
        List<Step>? steps = null;
        if (order.Status == Status.AwaitingPayment && order.Terms!.Total.IsZero) Add(new Step.PayNothing());
        if (order is { OwesRenewal: true, Status: Status.AwaitingPayment, PayBy: { } until })
            Add(new Step.RenewHolds(until));
        if (order is { Status: Status.Closed, HoldsGoods: true }) Add(new Step.FreeGoods());
        foreach (var back in order.TakeBacks) Add(back);
        if (order.OwesCoupons is { } cause) Add(new Step.ReturnCoupons(cause));
        if (order.OwesStrike) Add(new Step.Strike(order.ClosedBecause!.Value));
        if (order.OwesCoins) Add(new Step.GrantCoins(Kept(order)));

        // The escrow does one thing after the other: parts that were refunded before the rest is paid out come first.
        var waiting = order.Refunds.FirstOrDefault(refund => !refund.IsDone);
        if (order.Escrow == EscrowStatus.Releasing && waiting is null or { AfterRelease: true })
            Add(new Step.ReleaseEscrow());
        else if (waiting is not null)
            Add(new Step.RefundPart(waiting, CoinsOf(order, waiting), CauseOf(order, waiting)));
        else if (order.Escrow == EscrowStatus.Refunding)
            Add(new Step.RefundEscrow(order.ClosedBecause!.Value));
        return steps ?? (IReadOnlyList<Step>)[];

        void Add(Step step) => (steps ??= []).Add(step);
    }

    /// <summary>How many coins are left to return when the order comes to nothing.</summary>
    public static int CoinsLeft(State order) =>
        (order.Terms!.Coins ?? 0) - order.Refunds.Sum(refund => CoinsOf(order, refund));

    private static Decision<Event> OnStepDone(State order, Command done) => done switch
    {
        Command.EscrowDone when order.Escrow is EscrowStatus.Releasing or EscrowStatus.Refunding =>
            new Event.EscrowDone(),
        Command.EscrowDone when order.Escrow is EscrowStatus.Released or EscrowStatus.Refunded => Decision.AlreadyDone,
        Command.RefundDone refund => order.Refunds.FirstOrDefault(one => one.Number == refund.Number) switch
        {
            null => Rejection.InvalidTransition,
            { IsDone: true } => Decision.AlreadyDone,
            _ => new Event.RefundDone(refund.Number),
        },
        Command.GoodsFreed when order.Status != Status.Closed => Rejection.InvalidTransition,
        Command.GoodsFreed => order.HoldsGoods ? new Event.GoodsFreed() : Decision.AlreadyDone,
        Command.TakenBack back => order.TakeBacks.Any(one => one.Id == back.TakeBack)
            ? new Event.TakenBack(back.TakeBack)
            : Decision.AlreadyDone,
        Command.CouponsReturned => order.OwesCoupons is null ? Decision.AlreadyDone : new Event.CouponsReturned(),
        Command.HoldsRenewed => order.OwesRenewal ? new Event.HoldsRenewed() : Decision.AlreadyDone,
        Command.StrikeNoted => order.OwesStrike ? new Event.StrikeNoted() : Decision.AlreadyDone,
        Command.CoinsGranted => order.OwesCoins ? new Event.CoinsGranted() : Decision.AlreadyDone,
        _ => Rejection.InvalidTransition,
    };

    /// <summary>The refund of units that will not come; null when they cost nothing.</summary>
    private static Event.RefundOrdered? RefundOf(State order, IReadOnlyList<Units> units, RefundReason because)
    {
        var shares = units.Select(one => ShareOf(order, one))
            .Where(share => share.Cash.IsPositive || share.Whole).ToArray();
        return shares.Length == 0
            ? null
            : new(order.LastRefund + 1, shares, because, ByPlatform: false,
                IsSellersFault: because != RefundReason.LinesCancelled);
    }

    /// <summary>
    /// The cash of some units of a line. It counts what was removed before, so that however many steps it takes, the
    /// whole line gives back exactly its whole cash.
    /// </summary>
    private static Escrow.Share ShareOf(State order, Units units)
    {
        var line = order.Terms!.Lines[units.Line];
        var before = order.RemovedOf(units.Line);
        var cash = Allocation.Reversal(line.Cash.Minor, line.Quantity, before, units.Quantity);
        return new(units.Line, new Money(cash, line.Cash.Currency), before + units.Quantity == line.Quantity);
    }

    /// <summary>The coins that belong to the goods of a refund, by the same cumulative rule.</summary>
    private static int CoinsOf(State order, RefundOrder refund)
    {
        if (order.Terms!.Coins is not { } coins) return 0;
        var lines = order.Terms.Lines.Count;
        var goods = order.Terms.Lines.Sum(CurrencyOf(order), line => line.Cash).Minor;
        var before = order.Refunds.TakeWhile(one => one.Number != refund.Number).Sum(Goods);
        return goods == 0 ? 0 : (int)Allocation.Reversal(coins, goods, before, Goods(refund));

        long Goods(RefundOrder one) => one.Shares.Where(share => share.Part < lines).Sum(share => share.Cash.Minor);
    }

    /// <summary>
    /// What a refund means for the coupons: once it leaves nothing, after the release, the same as a closing one.
    /// </summary>
    private static Coupon.Cause CauseOf(State order, RefundOrder refund) =>
        refund.Because == RefundReason.ChargeBack ? Coupon.Cause.ChargeBackLost
        : refund.Because == RefundReason.Dispute && Refundable(order).All(left => left.IsZero)
            ? CauseOf(order, CloseReason.DisputeFullRefund)
        : Coupon.Cause.PartialRefund;

    private static Currency CurrencyOf(State order) => order.Terms!.ShippingFee.Currency;
}

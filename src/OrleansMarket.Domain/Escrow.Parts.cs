namespace OrleansMarket.Domain;

/// <summary>What each part of an escrow account gives to whom.</summary>
public static partial class Escrow
{
    /// <summary>What goes back of one part in one step; or, added up, what has gone back of it so far.</summary>
    /// <param name="Part">Which of the deposit's parts.</param>
    /// <param name="Cash">The buyer's money that the seller does not get or keep.</param>
    /// <param name="Subsidy">The platform's money for coupons in it.</param>
    /// <param name="Coins">The platform's money for coins in it.</param>
    /// <param name="Commission">The platform's fee on it.</param>
    /// <param name="Tax">The tax in it.</param>
    /// <param name="Guarantee">What the platform pays the buyer in the seller's place; negative: gets back.</param>
    public sealed record Reversal(
        int Part, Money Cash, Money Subsidy, Money Coins, Money Commission, Money Tax, Money Guarantee)
    {
        /// <summary>What the buyer gets.</summary>
        public Money Paid => Cash + Guarantee;

        /// <summary>What the seller does not get, or has to give back.</summary>
        public Money Net => Cash + Subsidy + Coins - Commission - Tax;

        /// <summary>Nothing.</summary>
        public static Reversal None(int part, Currency currency)
        {
            var zero = Money.Zero(currency);
            return new(part, zero, zero, zero, zero, zero, zero);
        }

        /// <summary>Both together.</summary>
        public Reversal Plus(Reversal more) => new(Part, Cash + more.Cash, Subsidy + more.Subsidy, Coins + more.Coins,
            Commission + more.Commission, Tax + more.Tax, Guarantee + more.Guarantee);

        /// <summary>The one without the other.</summary>
        public Reversal Minus(Reversal less) => new(Part, Cash - less.Cash, Subsidy - less.Subsidy, Coins - less.Coins,
            Commission - less.Commission, Tax - less.Tax, Guarantee - less.Guarantee);
    }

    /// <summary>What an order's payment sets aside: one part per line in their order, and one for shipping.</summary>
    public static Deposit DepositOf(Order.OrderTerms terms, string payment, Policy policy)
    {
        var zero = Money.Zero(terms.ShippingFee.Currency);
        return new Deposit(terms.Order, payment, terms.Buyer, terms.Seller,
        [
            .. terms.Lines.Select(line => new Part(line.Cash, line.PlatformDiscount,
                (line.Subtotal - line.SellerDiscount).BasisPoints(policy.CommissionBasisPoints),
                line.CoinDiscount, line.Tax)),
            new Part(terms.ShippingFee, zero, zero),
        ]);
    }

    private static Decision<Event> RefundSome(State escrow, Command.Refund refund)
    {
        if (!IsPossible(escrow, refund.Shares)) return Rejection.RefundInvalid;
        IReadOnlyList<Reversal> reversals =
            [.. refund.Shares.Select(share => refund.ByPlatform ? Guarantee(share) : Undo(escrow, share))];
        var rule = refund.ByPlatform ? "P9" : escrow.Status == Status.Held ? "P4" : "P6";
        var pending = Account.RefundPending(escrow.Deposit!.Order);
        return new Event.PartRefunded(refund.Number, refund.Because, Paid(reversals), reversals,
            Returning(escrow, rule, pending, reversals));
    }

    private static Event.Refunded RefundAll(State escrow, Command.RefundRest refund)
    {
        var (rest, rule) = (Rest(escrow), escrow.Status == Status.Held ? "P4" : "P6");
        var pending = Account.RefundPending(escrow.Deposit!.Order);
        return new(refund.Because, Returning(escrow, rule, pending, rest), refund.Number, Paid(rest), rest);
    }

    private static Event.ChargedBack ChargeAllBack(State escrow, Command.ChargeBack lost)
    {
        var rest = Rest(escrow);
        return new(lost.Number, lost.Because, Paid(rest), rest, Returning(escrow, "P10", Account.PspCash, rest));
    }

    /// <summary>Whether every share is of a part of its own, and no more than what is left of it.</summary>
    private static bool IsPossible(State escrow, IReadOnlyList<Share> shares)
    {
        var (left, currency) = (Refundable(escrow), escrow.Deposit!.Currency);
        return shares.Count > 0 && shares.Select(share => share.Part).Distinct().Count() == shares.Count
            && shares.All(share => share.Part >= 0 && share.Part < left.Count
                && share.Cash.Currency == currency && share.Cash.Minor >= 0
                && (share.Whole ? share.Cash == left[share.Part] : share.Cash <= left[share.Part]));
    }

    private static Reversal Guarantee(Share share) =>
        Reversal.None(share.Part, share.Cash.Currency) with { Guarantee = share.Cash };

    /// <summary>
    /// Gives back some cash of a part, and what belongs to it by the cumulative rule (DOMAIN.md §2.9).
    /// </summary>
    /// <remarks>
    /// Three roundings meet in what the seller is left with, so a cent of cash can carry a cent of commission and a
    /// cent of tax. The commission gives way: it is kept in the bounds within which neither this step nor the rest of
    /// the part takes from the seller what he does not get. At the end, exactly all of it has gone back.
    /// </remarks>
    private static Reversal Undo(State escrow, Share share)
    {
        var (part, done, none) = (escrow.Deposit!.Parts[share.Part], escrow.Reversed[share.Part],
            Reversal.None(share.Part, share.Cash.Currency));
        var all = Whole(part, share.Part);
        if (share.Cash.IsZero) return share.Whole && part.Cash.IsZero ? all.Minus(done) : none;
        var upto = none with
        {
            Cash = done.Cash + share.Cash,
            Subsidy = Of(all.Subsidy),
            Coins = Of(all.Coins),
            Tax = Of(all.Tax),
            Guarantee = done.Guarantee,
        };
        var least = Math.Max((upto.Net - all.Net).Minor, done.Commission.Minor);
        var most = Math.Min((upto.Net - done.Net).Minor, all.Commission.Minor);
        var commission = Math.Clamp(Of(all.Commission).Minor, least, most);
        return (upto with { Commission = new(commission, share.Cash.Currency) }).Minus(done);

        Money Of(Money whole) => whole with
        {
            Minor = Allocation.Reversal(whole.Minor, part.Cash.Minor, 0, done.Cash.Minor + share.Cash.Minor),
        };
    }

    /// <summary>
    /// What is left of every part. With it the seller keeps nothing of the sale, so what the platform has paid in his
    /// place comes back to the platform.
    /// </summary>
    private static Reversal[] Rest(State escrow) =>
        [.. escrow.Reversed.Select(done => Whole(escrow.Deposit!.Parts[done.Part], done.Part).Minus(done))];

    private static Reversal Whole(Part part, int index)
    {
        var zero = Money.Zero(part.Cash.Currency);
        return new(index, part.Cash, part.Subsidy, part.Coins ?? zero, part.Commission, part.Tax ?? zero, zero);
    }

    private static Money Paid(IReadOnlyList<Reversal> reversals) =>
        reversals.Sum(reversals[0].Cash.Currency, part => part.Paid);

    private static IReadOnlyList<Posting> Holding(Deposit deposit) => Posting.Of(
        new("P1", Account.PspCash, Account.Escrow(deposit.Order), deposit.Cash),
        new("P2", Account.CouponSubsidy, Account.Escrow(deposit.Order), deposit.Subsidy - deposit.Coins),
        new("P2", Account.CoinsSubsidy, Account.Escrow(deposit.Order), deposit.Coins));

    private static IReadOnlyList<Posting> Releasing(State escrow)
    {
        var (deposit, rest) = (escrow.Deposit!, Rest(escrow));
        var held = Account.Escrow(deposit.Order);
        return Posting.Of(
            new("P3", held, Account.SellerPayable(deposit.Seller), Sum(rest, part => part.Net)),
            new("P3", held, Account.Commission, Sum(rest, part => part.Commission)),
            new("P3", held, Account.TaxPayable, Sum(rest, part => part.Tax)));
    }

    /// <summary>
    /// What goes back, out of the escrow or, after the release, of all who were paid from it; and what the platform
    /// pays itself, for which it brings its own money to the payment provider.
    /// </summary>
    private static IReadOnlyList<Posting> Returning(
        State escrow, string rule, string buyer, IReadOnlyList<Reversal> reversals)
    {
        var deposit = escrow.Deposit!;
        var guarantee = Sum(reversals, part => part.Guarantee);
        var (zero, isHeld) = (Money.Zero(deposit.Currency), escrow.Status == Status.Held);
        var (paid, back) = guarantee > zero ? (guarantee, zero) : (zero, zero - guarantee);
        var (net, fees) = (Sum(reversals, part => part.Net), Sum(reversals, part => part.Commission + part.Tax));
        return
        [
            .. Posting.Between(rule,
                [
                    (Account.Guarantee, paid),
                    (Account.Escrow(deposit.Order), isHeld ? net + fees : zero),
                    (Account.SellerReceivable(deposit.Seller), isHeld ? zero : net),
                    (Account.Commission, isHeld ? zero : Sum(reversals, part => part.Commission)),
                    (Account.TaxPayable, isHeld ? zero : Sum(reversals, part => part.Tax)),
                ],
                [
                    (buyer, Sum(reversals, part => part.Paid)),
                    (Account.CouponSubsidy, Sum(reversals, part => part.Subsidy)),
                    (Account.CoinsSubsidy, Sum(reversals, part => part.Coins)),
                    (Account.Guarantee, back),
                ]),
            .. Posting.Of(
                new(rule, Account.PspCash, Account.PlatformCash, paid),
                new(rule, Account.PlatformCash, Account.PspCash, back)),
        ];
    }

    private static Money Sum(IReadOnlyList<Reversal> reversals, Func<Reversal, Money> amount) =>
        reversals.Sum(reversals[0].Cash.Currency, amount);
}

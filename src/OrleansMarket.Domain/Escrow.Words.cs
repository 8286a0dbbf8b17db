namespace OrleansMarket.Domain;

/// <summary>The escrow's commands, events and steps.</summary>
public static partial class Escrow
{
    /// <summary>What is held for one line of the order; shipping is the last part, without commission.</summary>
    /// <param name="Cash">Paid by the buyer, tax included.</param>
    /// <param name="Subsidy">Added by the platform for its coupons and offers.</param>
    /// <param name="Commission">The platform's fee when the part is released.</param>
    /// <param name="Coins">Added by the platform for the buyer's coins; null for none.</param>
    /// <param name="Tax">What of the cash is the tax office's; null for none.</param>
    public sealed record Part(
        Money Cash, Money Subsidy, Money Commission, Money? Coins = null, Money? Tax = null);

    /// <summary>What is held, for whom.</summary>
    public sealed record Deposit(string Order, string Payment, string Buyer, string Seller, IReadOnlyList<Part> Parts)
    {
        /// <summary>What all of it is counted in.</summary>
        public Currency Currency => Parts[0].Cash.Currency;

        /// <summary>The buyer's money.</summary>
        public Money Cash => Parts.Sum(Currency, part => part.Cash);

        /// <summary>The platform's money, for coupons and coins.</summary>
        public Money Subsidy => Parts.Sum(Currency, part => part.Subsidy) + Coins;

        /// <summary>What of the platform's money is for coins.</summary>
        public Money Coins => Parts.Sum(Currency, part => part.Coins ?? Money.Zero(Currency));

        /// <summary>The platform's fee on all of it.</summary>
        public Money Commission => Parts.Sum(Currency, part => part.Commission);

        /// <summary>The tax in all of it.</summary>
        public Money Tax => Parts.Sum(Currency, part => part.Tax ?? Money.Zero(Currency));

        /// <summary>What the seller gets of all of it.</summary>
        public Money Net => Cash + Subsidy - Commission - Tax;
    }

    /// <summary>What goes back of one part of the order.</summary>
    /// <param name="Part">Which of the deposit's parts, the first being 0.</param>
    /// <param name="Cash">For the buyer; 0 or more.</param>
    /// <param name="Whole">
    /// The part is undone to its end; the cash is then all that is left of it. This matters for a part that was paid
    /// wholly by subsidies, of which there is no cash to measure how much of it is undone.
    /// </param>
    public sealed record Share(int Part, Money Cash, bool Whole);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Set aside; asked with the order's payment.</summary>
        public sealed record Hold(Deposit Deposit) : Command;

        /// <summary>Pay the seller what is left.</summary>
        public sealed record Release : Command;

        /// <summary>
        /// Pay the buyer something back; <paramref name="ByPlatform"/>: of the platform's money, the seller keeps his.
        /// </summary>
        public sealed record Refund(int Number, IReadOnlyList<Share> Shares, string Because, bool ByPlatform) : Command;

        /// <summary>Pay the buyer back all that is left.</summary>
        public sealed record RefundRest(int Number, string Because) : Command;

        /// <summary>The buyer's bank has taken all that was left.</summary>
        public sealed record ChargeBack(int Number, string Because) : Command;

        /// <summary>The seller's account has been credited.</summary>
        public sealed record SellerCredited : Command;

        /// <summary>The seller's account has been debited for the refund of this number.</summary>
        public sealed record SellerDebited(int Number) : Command;

        /// <summary>There is no deadline here; a retry may still be asked for.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>Set aside (P1, P2).</summary>
        public sealed record Held(Deposit Deposit, IReadOnlyList<Posting> Postings) : Event, IMoneyEvent;

        /// <summary>The seller has earned what was left (P3).</summary>
        public sealed record Released(IReadOnlyList<Posting> Postings) : Event, IMoneyEvent;

        /// <summary>Some of it is the buyer's again (P4, P6, P9). If it is not 0, a refund is born with it.</summary>
        public sealed record PartRefunded(
            int Number, string Because, Money Amount, IReadOnlyList<Reversal> Reversals,
            IReadOnlyList<Posting> Postings) : Event, IMoneyEvent;

        /// <summary>
        /// All that was left is the buyer's again (P4, P6). If it is not 0, a refund is born with it.
        /// </summary>
        /// <remarks>Stored before there were other refunds, it has number 0 and gives back the whole deposit.</remarks>
        public sealed record Refunded(
            string Because, IReadOnlyList<Posting> Postings, int? Number = null, Money? Amount = null,
            IReadOnlyList<Reversal>? Reversals = null) : Event, IMoneyEvent;

        /// <summary>The buyer's bank took all that was left (P10).</summary>
        public sealed record ChargedBack(
            int Number, string Because, Money Amount, IReadOnlyList<Reversal> Reversals,
            IReadOnlyList<Posting> Postings) : Event, IMoneyEvent;

        /// <summary>The seller's account knows of the release.</summary>
        public sealed record SellerCredited : Event;

        /// <summary>The seller's account knows of this claw-back.</summary>
        public sealed record SellerDebited(int Number) : Event;
    }

    /// <summary>What it can owe: to tell the seller's account.</summary>
    public abstract record Step
    {
        private Step()
        {
        }

        /// <summary>The seller has earned this; the subsidies in it are not at the payment provider yet.</summary>
        public sealed record CreditSeller(string Seller, string Order, Money Net, Money Subsidy) : Step;

        /// <summary>The seller owes this; the subsidies in it are the platform's again.</summary>
        public sealed record DebitSeller(string Seller, string Order, int Number, Money Amount, Money Subsidy) : Step;
    }
}

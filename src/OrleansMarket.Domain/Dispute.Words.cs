namespace OrleansMarket.Domain;

/// <summary>The dispute's commands and events, and what they speak of.</summary>
public static partial class Dispute
{
    /// <summary>What the buyer complains about.</summary>
    public enum Reason
    {
        /// <summary>The goods have not come; the only reason that needs no evidence.</summary>
        NotReceived,

        /// <summary>The goods are not what the listing says.</summary>
        NotAsDescribed,

        /// <summary>The goods are broken.</summary>
        Damaged,

        /// <summary>Other goods have come.</summary>
        WrongItem,

        /// <summary>Something of the goods is not there.</summary>
        MissingParts,

        /// <summary>The goods are right, but the buyer does not want them any more.</summary>
        ChangedMind,
    }

    /// <summary>What a proposal comes to.</summary>
    public enum Kind
    {
        /// <summary>Money goes back, the goods stay with the buyer.</summary>
        Refund,

        /// <summary>Money goes back once the goods have gone back.</summary>
        ReturnAndRefund,
    }

    /// <summary>Whoever has a say in a dispute.</summary>
    public enum Party
    {
        /// <summary>Who bought.</summary>
        Buyer,

        /// <summary>Who sold.</summary>
        Seller,

        /// <summary>Whoever runs the market: its operators judge.</summary>
        Platform,
    }

    /// <summary>How a dispute came to its outcome.</summary>
    public enum How
    {
        /// <summary>The seller accepted what the buyer asked for (D2).</summary>
        Agreed,

        /// <summary>The seller said nothing in time, so the buyer has what he asked for (D3).</summary>
        SellerSilent,

        /// <summary>The buyer accepted what the seller offered (D5).</summary>
        CounterAccepted,

        /// <summary>An operator decided (D10).</summary>
        Judged,

        /// <summary>No operator decided in time (D11).</summary>
        JudgeSilent,

        /// <summary>The seller has the goods back (D14).</summary>
        ReturnReceived,

        /// <summary>The goods were sent back, and the seller said nothing in time (D15).</summary>
        ReturnNotConfirmed,

        /// <summary>The goods were not sent back in time; no money moves (D13).</summary>
        NotReturned,
    }

    /// <summary>One part of an order, and how much of it a dispute is about.</summary>
    /// <param name="Part">
    /// The index of the order's line; the number of lines stands for the shipping fee, which has no units.
    /// </param>
    /// <param name="Quantity">Units, 0 or more; in a return, those that go back.</param>
    /// <param name="Cash">Money, 0 or more.</param>
    public sealed record Share(int Part, int Quantity, Money Cash);

    /// <summary>What a buyer asks for or a seller offers.</summary>
    /// <param name="By">Whose it is.</param>
    /// <param name="Kind">With or without the goods going back.</param>
    /// <param name="Shares">Of what; each part once. The refund is their sum.</param>
    /// <param name="ReturnShippingBy">Who pays for sending the goods back.</param>
    /// <param name="Note">Why, in its owner's words.</param>
    public sealed record Proposal(
        Party By, Kind Kind, IReadOnlyList<Share> Shares, Party ReturnShippingBy, string Note);

    /// <summary>What an operator decides.</summary>
    /// <param name="Kind">With or without the goods going back; they go back once at most.</param>
    /// <param name="Shares">Of what; none when the buyer gets nothing.</param>
    /// <param name="PaidBy">The seller or the platform.</param>
    /// <param name="AtFault">The seller, the buyer, or null for nobody.</param>
    /// <param name="ReturnShippingBy">Who pays for sending the goods back.</param>
    /// <param name="Note">Why, for both sides to read.</param>
    public sealed record Ruling(
        Kind Kind, IReadOnlyList<Share> Shares, Party PaidBy, Party? AtFault, Party ReturnShippingBy, string Note);

    /// <summary>How a dispute ended, for its order to act upon.</summary>
    /// <param name="Shares">What the buyer gets back of which part; none or zeros for nothing.</param>
    /// <param name="PaidBy">The seller or the platform.</param>
    /// <param name="AtFault">
    /// As judged. Without a judgement, a refund is the fault of a buyer who changed his mind and otherwise of the
    /// seller; without a refund it is nobody's.
    /// </param>
    /// <param name="Returned">The seller has confirmed that the goods of the shares are back: they can be sold.</param>
    /// <param name="How">How it came to that.</param>
    public sealed record Outcome(IReadOnlyList<Share> Shares, Party PaidBy, Party? AtFault, bool Returned, How How);

    /// <summary>Something that speaks for one side.</summary>
    /// <param name="Id">Unique for ever.</param>
    /// <param name="By">The buyer or the seller, who alone can change or remove it.</param>
    /// <param name="Text">What it says.</param>
    /// <param name="Url">A picture or a document; null for none.</param>
    /// <param name="At">When it was added or last changed; set by the machine.</param>
    public sealed record Evidence(string Id, Party By, string Text, string? Url, DateTimeOffset At);

    /// <summary>The deadline that a dispute waits for.</summary>
    /// <param name="Kind">Its name, in the words of the API.</param>
    /// <param name="At">When silence means something.</param>
    /// <param name="WhatHappens">What it means, in one sentence.</param>
    public sealed record Deadline(string Kind, DateTimeOffset At, string WhatHappens);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>The buyer opens it; <paramref name="Refundable"/> is what is left of each part, in order.</summary>
        public sealed record Open(
            string Dispute, Reason Reason, Proposal Proposal, IReadOnlyList<Evidence> Evidence,
            IReadOnlyList<Share> Refundable) : Command;

        /// <summary>The seller agrees to what the buyer asks for.</summary>
        public sealed record Accept : Command;

        /// <summary>The seller rejects what the buyer asks for and offers something else, or nothing.</summary>
        public sealed record Counter(Proposal Proposal) : Command;

        /// <summary>The buyer agrees to what the seller offers.</summary>
        public sealed record AcceptCounter : Command;

        /// <summary>The buyer answers the seller's offer by asking for something else.</summary>
        public sealed record Modify(Proposal Proposal) : Command;

        /// <summary>The buyer gives it up.</summary>
        public sealed record Withdraw : Command;

        /// <summary>The buyer calls for the platform.</summary>
        public sealed record Escalate : Command;

        /// <summary>One side adds evidence.</summary>
        public sealed record AddEvidence(Evidence Evidence) : Command;

        /// <summary>One side changes evidence of its own, named by its id.</summary>
        public sealed record ChangeEvidence(Evidence Evidence) : Command;

        /// <summary>One side takes evidence of its own back; what it said stays in the history.</summary>
        public sealed record RemoveEvidence(string Id, Party By) : Command;

        /// <summary>An operator decides.</summary>
        public sealed record Judge(Ruling Ruling) : Command;

        /// <summary>The buyer has sent the goods back.</summary>
        public sealed record ReturnShipped(string Carrier, string Tracking) : Command;

        /// <summary>The carrier has delivered the goods to the seller.</summary>
        public sealed record ReturnDelivered(string Tracking) : Command;

        /// <summary>The seller has the goods back.</summary>
        public sealed record ReturnReceived : Command;

        /// <summary>The seller says that what came back, or did not, is not what was agreed.</summary>
        public sealed record ContestReturn(IReadOnlyList<Evidence> Evidence) : Command;

        /// <summary>The order was closed by something else.</summary>
        public sealed record Supersede : Command;

        /// <summary>Time has passed.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>Opened by the buyer; it can be escalated by hand from <paramref name="EscalateFrom"/> on.</summary>
        public sealed record Opened(
            string Dispute, Reason Reason, Proposal Proposal, IReadOnlyList<Evidence> Evidence,
            IReadOnlyList<Share> Refundable, DateTimeOffset At, DateTimeOffset RespondBy, DateTimeOffset NegotiateBy,
            DateTimeOffset EscalateFrom) : Event;

        /// <summary>The seller has offered something else.</summary>
        public sealed record Countered(Proposal Proposal, DateTimeOffset At) : Event;

        /// <summary>The buyer has asked for something else; the seller has to answer anew.</summary>
        public sealed record Modified(Proposal Proposal, DateTimeOffset At, DateTimeOffset RespondBy) : Event;

        /// <summary>Given up by the buyer.</summary>
        public sealed record Withdrawn(DateTimeOffset At) : Event;

        /// <summary>
        /// Before the platform; <paramref name="SilenceFavours"/> is whose last proposal takes effect if nobody judges.
        /// </summary>
        public sealed record Escalated(
            bool ByHand, DateTimeOffset At, DateTimeOffset EvidenceBy, DateTimeOffset JudgeBy, Party SilenceFavours)
            : Event;

        /// <summary>Evidence is there.</summary>
        public sealed record EvidenceAdded(Evidence Evidence) : Event;

        /// <summary>Evidence says something else.</summary>
        public sealed record EvidenceChanged(Evidence Evidence) : Event;

        /// <summary>Evidence was taken back.</summary>
        public sealed record EvidenceRemoved(string Id, DateTimeOffset At) : Event;

        /// <summary>An operator has decided.</summary>
        public sealed record Judged(Ruling Ruling, DateTimeOffset At) : Event;

        /// <summary>The goods have to go back; then <paramref name="Then"/> is the outcome.</summary>
        public sealed record ReturnAgreed(
            Outcome Then, Party ReturnShippingBy, DateTimeOffset At, DateTimeOffset ShipBy) : Event;

        /// <summary>The goods are on their way back.</summary>
        public sealed record ReturnShipped(
            string Carrier, string Tracking, DateTimeOffset At, DateTimeOffset ConfirmBy) : Event;

        /// <summary>The carrier has brought them to the seller.</summary>
        public sealed record ReturnDelivered(DateTimeOffset At, DateTimeOffset ConfirmBy) : Event;

        /// <summary>The seller has them.</summary>
        public sealed record ReturnReceived(DateTimeOffset At) : Event;

        /// <summary>The seller does not take the return for what was agreed.</summary>
        public sealed record ReturnContested(IReadOnlyList<Evidence> Evidence, DateTimeOffset At) : Event;

        /// <summary>It is over; the order acts upon the outcome.</summary>
        public sealed record Resolved(Outcome Outcome, DateTimeOffset At) : Event;

        /// <summary>It is over without an outcome, because the order was closed by something else.</summary>
        public sealed record Superseded(DateTimeOffset At) : Event;
    }
}

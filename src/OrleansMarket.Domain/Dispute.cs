namespace OrleansMarket.Domain;

/// <summary>A buyer's complaint about an order that he has paid, and what becomes of goods and money.</summary>
/// <remarks>
/// <code>
///              Open (D1)                  Counter (D4)
///   None -----------------> AwaitingSeller ---------> Negotiating
///              +------------>   |  |  ^                |  |   |
///              |                |  |  +--Modify (D6)---+  |   | AcceptCounter (D5)
///   Withdrawn -+                |  |                      |   v
///     ^                         |  +----------------------|-> settled    Accept (D2), 5 days (D3)
///     +----- Withdraw (D7) -----+-------------------------+
///                               |                         |
///                               +-------------------------+-> Escalated --------> settled
///                                 Escalate, 7 days (D8)         ^    Judge (D10), 7 days (D11)
///                                                               |
///   settled for a refund --> Resolved                           | ContestReturn (D16), once
///   settled for a return --> AwaitingReturn ---------> ReturnInTransit ----------> Resolved
///                              |    ReturnShipped (D12)      ReturnReceived (D14), 30 days (D15)
///                              +-- 10 days (D13) --> Resolved, and nothing is refunded
///
///   all that are open --Supersede--> Superseded
/// </code>
/// Letters and numbers are the rows of DOMAIN.md §2.5. A dispute is a region of its order: the order says when one may
/// be opened and what is left to refund, keeps still while it is open, and moves the money when it is resolved. An
/// order has one dispute at a time; that a command means this one and not an earlier one is the order's to check.
/// </remarks>
public static partial class Dispute
{
    /// <summary>Where a dispute stands.</summary>
    public enum Status
    {
        /// <summary>There is none.</summary>
        None,

        /// <summary>The seller has to answer what the buyer asks for.</summary>
        AwaitingSeller,

        /// <summary>The seller has offered something else; the buyer can agree or ask anew.</summary>
        Negotiating,

        /// <summary>An operator has to decide.</summary>
        Escalated,

        /// <summary>Settled; the buyer has to send the goods back.</summary>
        AwaitingReturn,

        /// <summary>Settled; the goods are on their way back.</summary>
        ReturnInTransit,

        /// <summary>The end of a dispute that has an outcome.</summary>
        Resolved,

        /// <summary>Given up by the buyer, who may open another one.</summary>
        Withdrawn,

        /// <summary>The order was closed by something else.</summary>
        Superseded,
    }

    /// <summary>Whether the order has a dispute that is not over.</summary>
    public static bool IsOpen(State dispute) =>
        dispute.Status is >= Status.AwaitingSeller and <= Status.ReturnInTransit;

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State dispute, Command command, Policy policy, DateTimeOffset now) =>
        (dispute.Status, command) switch
        {
            (_, Command.Open open) when dispute.Ids.Contains(open.Dispute) => Decision.AlreadyDone,
            (Status.None or Status.Withdrawn, Command.Open open) => Opened(dispute, open, policy, now),
            (Status.Resolved or Status.Superseded, Command.Open) => Rejection.InvalidTransition,
            (_, Command.Open) => Rejection.DisputeIsOpen,

            (_, Command.Elapsed) => Elapsed(dispute, policy, now),
            (_, Command.Supersede) when IsOpen(dispute) => new Event.Superseded(now),
            (_, Command.Supersede) => Decision.AlreadyDone,
            (Status.None, _) => Rejection.UnknownDispute,

            (Status.AwaitingSeller, Command.Accept) => Settled(dispute, dispute.Asked!, How.Agreed, policy, now),
            (_, Command.Accept) when WasSettledBy(dispute, How.Agreed) => Decision.AlreadyDone,

            (Status.AwaitingSeller, Command.Counter counter) => Countered(dispute, counter.Proposal, now),
            (Status.Negotiating, Command.Counter counter) when Same(counter.Proposal, dispute.Offered) =>
                Decision.AlreadyDone,

            (Status.Negotiating, Command.AcceptCounter) =>
                Settled(dispute, dispute.Offered!, How.CounterAccepted, policy, now),
            (_, Command.AcceptCounter) when WasSettledBy(dispute, How.CounterAccepted) => Decision.AlreadyDone,

            (Status.AwaitingSeller or Status.Negotiating, Command.Modify modify)
                when Same(modify.Proposal, dispute.Asked) => Decision.AlreadyDone,
            (Status.Negotiating, Command.Modify modify) => Modified(dispute, modify.Proposal, policy, now),

            (Status.AwaitingSeller or Status.Negotiating, Command.Withdraw) => new Event.Withdrawn(now),
            (Status.Withdrawn, Command.Withdraw) => Decision.AlreadyDone,

            (Status.AwaitingSeller or Status.Negotiating, Command.Escalate) when now < dispute.EscalateFrom =>
                Rejection.TooEarlyToEscalate,
            (Status.AwaitingSeller or Status.Negotiating, Command.Escalate) => Escalated(byHand: true, policy, now),
            (Status.Escalated, Command.Escalate) => Decision.AlreadyDone,

            (Status.Escalated, Command.Judge judge) => Judged(dispute, judge.Ruling, policy, now),
            (_, Command.Judge judge) when Same(judge.Ruling, dispute.Ruling) => Decision.AlreadyDone,

            (Status.AwaitingReturn, Command.ReturnShipped shipped) => new Event.ReturnShipped(
                shipped.Carrier, shipped.Tracking, now, now + policy.ReturnConfirm),
            (_, Command.ReturnShipped shipped) when shipped.Tracking == dispute.ReturnTracking => Decision.AlreadyDone,

            // A judge who has to decide about a contested return wants to know that the carrier delivered it.
            (Status.ReturnInTransit or Status.Escalated, Command.ReturnDelivered delivered)
                when delivered.Tracking == dispute.ReturnTracking && dispute.ReturnDeliveredAt is null =>
                new Event.ReturnDelivered(
                    now, Earlier(dispute.ReturnConfirmBy!.Value, now + policy.ReturnConfirmScanned)),
            (_, Command.ReturnDelivered delivered) => delivered.Tracking == dispute.ReturnTracking
                ? Decision.AlreadyDone
                : Rejection.UnknownTracking,

            (Status.ReturnInTransit, Command.ReturnReceived) => new Event[]
            {
                new Event.ReturnReceived(now),
                new Event.Resolved(dispute.AfterReturn! with { Returned = true, How = How.ReturnReceived }, now),
            },
            (Status.Resolved, Command.ReturnReceived) when dispute.Outcome!.How == How.ReturnReceived =>
                Decision.AlreadyDone,

            (Status.ReturnInTransit, Command.ContestReturn contest) => Contested(contest.Evidence, policy, now),
            (_, Command.ContestReturn) when dispute.ReturnContested => Decision.AlreadyDone,

            (_, Command.AddEvidence or Command.ChangeEvidence or Command.RemoveEvidence) =>
                Evident(dispute, command, policy, now),

            _ => Rejection.InvalidTransition,
        };

    /// <summary>When silence next means something.</summary>
    public static DateTimeOffset? DueAt(State dispute) => dispute.Status switch
    {
        Status.AwaitingSeller => Earlier(dispute.RespondBy!.Value, dispute.NegotiateBy!.Value),
        Status.Negotiating => dispute.NegotiateBy,
        Status.Escalated => dispute.JudgeBy,
        Status.AwaitingReturn => dispute.ReturnShipBy,
        Status.ReturnInTransit => dispute.ReturnConfirmBy,
        _ => null,
    };

    /// <summary>
    /// What the party may ask for now, in the words of the API; from the same table as the decisions. Whether a dispute
    /// may be opened is the order's to say.
    /// </summary>
    public static IReadOnlyList<string> AllowedActions(
        State dispute, Party party, Policy policy, DateTimeOffset now) => !IsOpen(dispute) ? [] :
        [.. Actions.Where(action => action.Party == party
            && Decide(dispute, action.Command(dispute), policy, now) is { Rejection: null, IsAlreadyDone: false })
            .Select(action => action.Name)];

    private static readonly (string Name, Party Party, Func<State, Command> Command)[] Actions =
    [
        ("accept", Party.Seller, _ => new Command.Accept()),
        ("counter", Party.Seller, _ => new Command.Counter(new(Party.Seller, Kind.Refund, [], Party.Seller, ""))),
        ("accept_counter", Party.Buyer, _ => new Command.AcceptCounter()),
        ("modify", Party.Buyer, dispute => new Command.Modify(Another(dispute.Asked!))),
        ("withdraw", Party.Buyer, _ => new Command.Withdraw()),
        ("escalate", Party.Buyer, _ => new Command.Escalate()),
        ("evidence", Party.Buyer, _ => new Command.AddEvidence(new("", Party.Buyer, "", null, default))),
        ("evidence", Party.Seller, _ => new Command.AddEvidence(new("", Party.Seller, "", null, default))),
        ("judge", Party.Platform, _ => new Command.Judge(new(Kind.Refund, [], Party.Seller, null, Party.Seller, ""))),
        ("return_shipped", Party.Buyer, _ => new Command.ReturnShipped("", "")),
        ("return_received", Party.Seller, _ => new Command.ReturnReceived()),
        ("contest_return", Party.Seller,
            _ => new Command.ContestReturn([new("", Party.Seller, "", null, default)])),
    ];

    private static Decision<Event> Opened(State dispute, Command.Open open, Policy policy, DateTimeOffset now) =>
        dispute.Ids.Count >= policy.DisputesPerOrder ? Rejection.TooManyDisputes
        : Wrong(open.Refundable, open.Proposal.Kind, open.Proposal.Shares) is { } why ? why
        : !AsksForMoney(open.Proposal) ? Rejection.ProposalInvalid
        : open.Evidence.Count > policy.EvidenceItems ? Rejection.TooMuchEvidence
        : open.Evidence.Count == 0 && open.Reason != Reason.NotReceived ? Rejection.EvidenceNeeded
        : new Event.Opened(
            open.Dispute, open.Reason, open.Proposal, Dated(open.Evidence, now), open.Refundable, now,
            now + policy.DisputeRespond, now + policy.DisputeNegotiate, now + policy.DisputeEscalateAfter);

    private static Decision<Event> Countered(State dispute, Proposal offer, DateTimeOffset now) =>
        Wrong(dispute.Refundable, offer.Kind, offer.Shares) is { } why ? why : new Event.Countered(offer, now);

    private static Decision<Event> Modified(State dispute, Proposal ask, Policy policy, DateTimeOffset now) =>
        dispute.Modifications >= policy.DisputeModifications ? Rejection.TooManyModifications
        : Wrong(dispute.Refundable, ask.Kind, ask.Shares) is { } why ? why
        : !AsksForMoney(ask) ? Rejection.ProposalInvalid
        : new Event.Modified(ask, now, now + policy.DisputeRespond);

    private static Event.Escalated Escalated(bool byHand, Policy policy, DateTimeOffset now) => new(
        byHand, now, now + policy.DisputeEvidence, now + policy.DisputeJudge, policy.SilentJudgeFavours);

    private static Decision<Event> Judged(State dispute, Ruling ruling, Policy policy, DateTimeOffset now)
    {
        if (ruling.PaidBy == Party.Buyer || ruling.AtFault == Party.Platform) return Rejection.ProposalInvalid;
        if (Wrong(dispute.Refundable, ruling.Kind, ruling.Shares) is { } why) return why;
        if (ruling.Kind == Kind.ReturnAndRefund && dispute.AfterReturn is not null) return Rejection.ReturnOnlyOnce;
        var outcome = new Outcome(ruling.Shares, ruling.PaidBy, ruling.AtFault, Returned: false, How.Judged);
        return new[]
        {
            new Event.Judged(ruling, now), Towards(outcome, ruling.Kind, ruling.ReturnShippingBy, policy, now),
        };
    }

    private static Event Settled(State dispute, Proposal terms, How how, Policy policy, DateTimeOffset now)
    {
        Party? atFault = !AsksForMoney(terms) ? null
            : dispute.Reason == Reason.ChangedMind ? Party.Buyer : Party.Seller;
        return Towards(
            new(terms.Shares, Party.Seller, atFault, Returned: false, how), terms.Kind, terms.ReturnShippingBy, policy,
            now);
    }

    private static Event Towards(Outcome outcome, Kind kind, Party shippingBy, Policy policy, DateTimeOffset now) =>
        kind == Kind.ReturnAndRefund
            ? new Event.ReturnAgreed(outcome, shippingBy, now, now + policy.ReturnShip)
            : new Event.Resolved(outcome, now);

    private static Decision<Event> Contested(IReadOnlyList<Evidence> evidence, Policy policy, DateTimeOffset now) =>
        evidence.Count == 0 ? Rejection.EvidenceNeeded
        : evidence.Count > policy.EvidenceItems ? Rejection.TooMuchEvidence
        : new Event[]
        {
            new Event.ReturnContested(Dated(evidence, now), now), Escalated(byHand: false, policy, now),
        };

    private static Decision<Event> Elapsed(State dispute, Policy policy, DateTimeOffset now)
    {
        if (DueAt(dispute) is not { } due || now < due) return Decision.AlreadyDone;
        return dispute.Status switch
        {
            Status.AwaitingSeller when SellerIsDueFirst(dispute) =>
                Settled(dispute, dispute.Asked!, How.SellerSilent, policy, now),
            Status.AwaitingSeller or Status.Negotiating => Escalated(byHand: false, policy, now),
            Status.Escalated when dispute.AfterReturn is { } outcome =>
                new Event.Resolved(outcome with { How = How.JudgeSilent }, now),
            Status.Escalated => Settled(dispute, DefaultOf(dispute), How.JudgeSilent, policy, now),
            Status.AwaitingReturn =>
                new Event.Resolved(new([], Party.Seller, null, Returned: false, How.NotReturned), now),
            _ => new Event.Resolved(dispute.AfterReturn! with { How = How.ReturnNotConfirmed }, now),
        };
    }

    /// <summary>
    /// The seller's time to answer ends before that to agree; at the same instant, he has had the chance to do both.
    /// </summary>
    private static bool SellerIsDueFirst(State dispute) => dispute.RespondBy <= dispute.NegotiateBy;

    /// <summary>What takes effect if nobody judges; a seller who never offered anything has no say in it.</summary>
    private static Proposal DefaultOf(State dispute) =>
        dispute.SilenceFavours == Party.Seller && dispute.Offered is { } offered ? offered : dispute.Asked!;

    /// <summary>Whether it was settled like this, before the goods went back if they did.</summary>
    private static bool WasSettledBy(State dispute, How how) => (dispute.AfterReturn ?? dispute.Outcome)?.How == how;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}

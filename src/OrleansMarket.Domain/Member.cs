using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>Somebody's membership, and how it ends (DOMAIN.md §1.7).</summary>
/// <remarks>
/// <code>
///             Deactivate            nothing is open             undo time is over
///   Active ---------------> Closing ---------------> Leaving ---------------------> Checking
///     ^  ^                     |                      |   ^                          |  |  |
///     |  +--- something is ----+                      |   +--- something is open ----+  |  | nothing is open
///     |       open                                    |        (asked again later)      |  v
///     +-------------------- Undo ---------------------+------------- Undo --------------+  Erasing ---> Erased
/// </code>
/// First the doors are shut: the cart takes no checkout, the store no order. Only then is looked for what is still
/// open, so nothing can come into being behind the look. Checkouts of others that had passed the store's door just
/// before are found by the second look, when the undo time is over.
/// </remarks>
public static class Member
{
    /// <summary>Where a membership stands.</summary>
    public enum Status
    {
        /// <summary>A member like any other.</summary>
        Active,

        /// <summary>He wants to leave; it is being looked whether something is open.</summary>
        Closing,

        /// <summary>He leaves, and may still change his mind.</summary>
        Leaving,

        /// <summary>His time to change his mind is over; it is being looked once more.</summary>
        Checking,

        /// <summary>What is personal is being erased.</summary>
        Erasing,

        /// <summary>He has left. His name is never given to anybody again.</summary>
        Erased,
    }

    /// <summary>Why somebody leaves.</summary>
    public enum Reason
    {
        /// <summary>He does not need it any more.</summary>
        NoLongerNeeded,

        /// <summary>He has another membership.</summary>
        DuplicateAccount,

        /// <summary>He is sent too many messages.</summary>
        TooManyMessages,

        /// <summary>He does not want his data to be here.</summary>
        Privacy,

        /// <summary>Something was not as it should be.</summary>
        BadExperience,

        /// <summary>He buys or sells elsewhere.</summary>
        FoundBetter,

        /// <summary>Something else.</summary>
        Other,
    }

    /// <summary>What keeps a member from leaving.</summary>
    public enum BlockerKind
    {
        /// <summary>He has ordered and not paid, and it cannot be cancelled at this moment.</summary>
        UnpaidOrder,

        /// <summary>He has paid, and the order has not ended: shipping, disputes and returns are part of it.</summary>
        PaidOrder,

        /// <summary>He has sold something, and the order has not ended.</summary>
        Sale,

        /// <summary>Money is on its way back to him.</summary>
        Refund,

        /// <summary>It is not known yet how a payment of his ends.</summary>
        Payment,

        /// <summary>He has earned money that was not paid out.</summary>
        Payable,

        /// <summary>He owes the platform money.</summary>
        NegativeBalance,
    }

    /// <summary>What is erased, one after the other.</summary>
    public enum Part
    {
        /// <summary>The cart, and the key of his addresses: no order can show them any more.</summary>
        CartAndAddresses,

        /// <summary>His coins, which are worth nothing to anybody else.</summary>
        Coins,

        /// <summary>His unused coupons, which nobody can inherit.</summary>
        Coupons,
    }

    /// <summary>Something that is still open.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Subject">The id of the order, refund or payment; a seller's name for his account.</param>
    public sealed record Blocker(BlockerKind Kind, string Subject);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>He wants to leave.</summary>
        public sealed record Deactivate(Reason Because) : Command;

        /// <summary>He stays after all.</summary>
        public sealed record Undo : Command;

        /// <summary>This is still open; nothing, if there are none.</summary>
        public sealed record Look(IReadOnlyList<Blocker> Blockers) : Command;

        /// <summary>Cart and store are open again.</summary>
        public sealed record OpenDoors : Command;

        /// <summary>A part is erased.</summary>
        public sealed record Erase(Part Part) : Command;

        /// <summary>The time to change his mind is over.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>He wants to leave.</summary>
        public sealed record Asked(Reason Because, DateTimeOffset At) : Event;

        /// <summary>He cannot: this is open.</summary>
        public sealed record Blocked(IReadOnlyList<Blocker> Blockers) : Event;

        /// <summary>Nothing is open: he is erased then, unless he changes his mind.</summary>
        public sealed record Left(DateTimeOffset At, DateTimeOffset EraseAt) : Event;

        /// <summary>He stays.</summary>
        public sealed record Undone(DateTimeOffset At) : Event;

        /// <summary>Cart and store are open again.</summary>
        public sealed record DoorsOpened : Event;

        /// <summary>His time to change his mind is over.</summary>
        public sealed record TimeEnded : Event;

        /// <summary>Something is open after all; he is erased later.</summary>
        public sealed record Postponed(DateTimeOffset EraseAt, IReadOnlyList<Blocker> Blockers) : Event;

        /// <summary>From here on there is no way back.</summary>
        public sealed record ErasureBegun(DateTimeOffset At) : Event;

        /// <summary>A part is erased.</summary>
        public sealed record PartErased(Part Part) : Event;

        /// <summary>All of it is.</summary>
        public sealed record Erased(DateTimeOffset At) : Event;
    }

    /// <summary>What a membership can owe to others.</summary>
    public abstract record Step
    {
        private Step()
        {
        }

        /// <summary>Shuts the doors, cancels what is unpaid, and looks what is open.</summary>
        public sealed record LookForObligations : Step;

        /// <summary>Opens cart and store again.</summary>
        public sealed record OpenDoors : Step;

        /// <summary>Erases a part.</summary>
        public sealed record Erase(Part Part) : Step;
    }

    /// <summary>Everything that is known of a membership.</summary>
    public sealed record State
    {
        /// <summary>Of whom nothing is known, he is a member: that needs no ceremony.</summary>
        public static State Initial { get; } = new();

        /// <summary>Where it stands.</summary>
        public Status Status { get; init; }

        /// <summary>Why he leaves, or wanted to.</summary>
        public Reason? Because { get; init; }

        /// <summary>When he is erased, or was.</summary>
        public DateTimeOffset? EraseAt { get; init; }

        /// <summary>What was open when it was last looked.</summary>
        public IReadOnlyList<Blocker> Blockers { get; init; } = [];

        /// <summary>Whether cart and store may be shut though he stays.</summary>
        public bool OwesDoors { get; init; }

        /// <summary>What is not erased yet, once he is being erased.</summary>
        public IReadOnlyList<Part> Left { get; init; } = [];
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State member, Command command, Policy policy, DateTimeOffset now) =>
        (member.Status, command) switch
        {
            (Status.Active, Command.Deactivate wanted) => new Event.Asked(wanted.Because, now),
            (Status.Closing, Command.Look { Blockers.Count: 0 }) => new Event.Left(now, now + policy.MembershipUndo),
            (Status.Closing, Command.Look open) => new Event.Blocked(open.Blockers),

            (Status.Leaving, Command.Elapsed) when now >= member.EraseAt => new Event.TimeEnded(),
            (Status.Checking, Command.Look { Blockers.Count: 0 }) => new Event.ErasureBegun(now),
            (Status.Checking, Command.Look open) => new Event.Postponed(now + Pause(policy), open.Blockers),

            (Status.Closing or Status.Leaving or Status.Checking, Command.Undo) => new Event.Undone(now),
            (Status.Active, Command.OpenDoors) when member.OwesDoors => new Event.DoorsOpened(),

            (Status.Erasing, Command.Erase erase) when member.Left.Contains(erase.Part) => member.Left.Count > 1
                ? new Event.PartErased(erase.Part)
                : new Event[] { new Event.PartErased(erase.Part), new Event.Erased(now) },

            (Status.Erased, Command.Deactivate) => Rejection.MembershipEnded,
            (Status.Erasing or Status.Erased, Command.Undo) => Rejection.MembershipEnded,
            (_, Command.Deactivate or Command.Undo or Command.Look or Command.OpenDoors or Command.Erase) =>
                Decision.AlreadyDone,
            (_, Command.Elapsed) => Decision.AlreadyDone,
            _ => throw new UnreachableException($"{command.GetType()} is not a command of a membership."),
        };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State member, Event happened) => happened switch
    {
        Event.Asked asked => member with { Status = Status.Closing, Because = asked.Because, Blockers = [] },
        Event.Blocked blocked => member with
        {
            Status = Status.Active,
            Blockers = blocked.Blockers,
            OwesDoors = true,
        },
        Event.Left left => member with { Status = Status.Leaving, EraseAt = left.EraseAt, OwesDoors = false },
        Event.Undone => member with { Status = Status.Active, EraseAt = null, Blockers = [], OwesDoors = true },
        Event.DoorsOpened => member with { OwesDoors = false },
        Event.TimeEnded => member with { Status = Status.Checking },
        Event.Postponed postponed => member with
        {
            Status = Status.Leaving,
            EraseAt = postponed.EraseAt,
            Blockers = postponed.Blockers,
        },
        Event.ErasureBegun begun => member with
        {
            Status = Status.Erasing,
            EraseAt = begun.At,
            Blockers = [],
            Left = Enum.GetValues<Part>(),
        },
        Event.PartErased erased => member with { Left = [.. member.Left.Where(part => part != erased.Part)] },
        Event.Erased erased => member with { Status = Status.Erased, EraseAt = erased.At },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a membership."),
    };

    /// <summary>When silence next means something.</summary>
    public static DateTimeOffset? DueAt(State member) => member.Status == Status.Leaving ? member.EraseAt : null;

    /// <summary>What is still owed to others.</summary>
    public static IReadOnlyList<Step> Owed(State member) => member.Status switch
    {
        Status.Closing or Status.Checking => [new Step.LookForObligations()],
        Status.Active when member.OwesDoors => [new Step.OpenDoors()],
        Status.Erasing => [.. member.Left.Select(part => new Step.Erase(part))],
        _ => [],
    };

    /// <summary>How long an erasure waits that something is in the way of: a day, as the market counts time.</summary>
    private static TimeSpan Pause(Policy policy) => policy.Day > ShortestPause ? policy.Day : ShortestPause;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);
}

using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>A tracking number: which order it carries, and what the carrier has said about it.</summary>
/// <remarks>
/// <code>
///   None --Claim--> Claimed --Dispatch--> OnItsWay --Delivered--> Arrived
///    ^                 |
///    +----Give back----+     the order could not be shipped
/// </code>
/// A number carries one order. Carrier events may come twice and in any order: each has an id, and only the delivery
/// changes anything.
/// </remarks>
public static class Parcel
{
    /// <summary>Where it is.</summary>
    public enum Status
    {
        /// <summary>The number is free.</summary>
        None,

        /// <summary>Promised to an order that is about to be shipped.</summary>
        Claimed,

        /// <summary>With the carrier.</summary>
        OnItsWay,

        /// <summary>With the buyer.</summary>
        Arrived,
    }

    /// <summary>What a carrier can report (DOMAIN.md §1.5).</summary>
    public enum ScanKind
    {
        /// <summary>A label exists.</summary>
        LabelCreated,

        /// <summary>The carrier has it.</summary>
        PickedUp,

        /// <summary>It moves.</summary>
        InTransit,

        /// <summary>Customs has it.</summary>
        CustomsHeld,

        /// <summary>It arrives today.</summary>
        OutForDelivery,

        /// <summary>Nobody took it.</summary>
        DeliveryFailed,

        /// <summary>The buyer has it.</summary>
        Delivered,

        /// <summary>It goes back.</summary>
        ReturningToSender,

        /// <summary>Nobody knows where it is.</summary>
        Lost,
    }

    /// <summary>One report of the carrier.</summary>
    public sealed record Scan(string Id, ScanKind Kind, DateTimeOffset At);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>An order wants to travel under this number.</summary>
        public sealed record Claim(string Order, string Carrier) : Command;

        /// <summary>The order is shipped.</summary>
        public sealed record Dispatch(string Order) : Command;

        /// <summary>The order could not be shipped; the number is free again.</summary>
        public sealed record GiveBack(string Order) : Command;

        /// <summary>The carrier reports.</summary>
        public sealed record Record(Scan Scan) : Command;

        /// <summary>The order knows that it was delivered.</summary>
        public sealed record OrderTold : Command;

        /// <summary>There is no deadline here; a retry may still be asked for.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>Promised to an order.</summary>
        public sealed record Claimed(string Order, string Carrier) : Event;

        /// <summary>With the carrier.</summary>
        public sealed record Dispatched : Event;

        /// <summary>Free again.</summary>
        public sealed record GivenBack : Event;

        /// <summary>The carrier reported.</summary>
        public sealed record Scanned(Scan Scan) : Event;

        /// <summary>The order knows.</summary>
        public sealed record OrderTold : Event;
    }

    /// <summary>What it can owe: to tell the order.</summary>
    public sealed record TellOrder(string Order);

    /// <summary>Everything that is known of a tracking number.</summary>
    public sealed record State(Status Status, string? Order, string? Carrier, IReadOnlyList<Scan> Scans, bool OwesOrder)
    {
        /// <summary>A number that nobody uses.</summary>
        public static State Initial { get; } = new(Status.None, null, null, [], false);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State parcel, Command command) => (parcel.Status, command) switch
    {
        (Status.None, Command.Claim claim) => new Event.Claimed(claim.Order, claim.Carrier),
        (_, Command.Claim claim) when claim.Order == parcel.Order => Decision.AlreadyDone,
        (_, Command.Claim) => Rejection.TrackingInUse,

        (Status.Claimed, Command.Dispatch dispatch) when dispatch.Order == parcel.Order => new Event.Dispatched(),
        (_, Command.Dispatch dispatch) when dispatch.Order == parcel.Order => Decision.AlreadyDone,
        (Status.None, Command.Dispatch) => Rejection.UnknownTracking,
        (_, Command.Dispatch) => Rejection.TrackingInUse,
        (Status.Claimed, Command.GiveBack back) when back.Order == parcel.Order => new Event.GivenBack(),
        (_, Command.GiveBack) => Decision.AlreadyDone,

        (Status.OnItsWay or Status.Arrived, Command.Record record)
            when parcel.Scans.Any(scan => scan.Id == record.Scan.Id) => Decision.AlreadyDone,
        (Status.OnItsWay or Status.Arrived, Command.Record) when parcel.Scans.Count >= 1_000 => Rejection.TooManyScans,
        (Status.OnItsWay or Status.Arrived, Command.Record record) => new Event.Scanned(record.Scan),
        (_, Command.Record) => Rejection.UnknownTracking,

        (_, Command.OrderTold) when parcel.OwesOrder => new Event.OrderTold(),
        (_, Command.OrderTold or Command.Elapsed) => Decision.AlreadyDone,
        _ => throw new UnreachableException($"{command.GetType()} is not a command of a parcel."),
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State parcel, Event happened) => happened switch
    {
        Event.Claimed claimed => parcel with
        {
            Status = Status.Claimed,
            Order = claimed.Order,
            Carrier = claimed.Carrier,
        },
        Event.Dispatched => parcel with { Status = Status.OnItsWay },
        Event.GivenBack => State.Initial,
        Event.Scanned { Scan: { Kind: ScanKind.Delivered } scan } when parcel.Status == Status.OnItsWay =>
            parcel with { Status = Status.Arrived, Scans = [.. parcel.Scans, scan], OwesOrder = true },
        Event.Scanned scanned => parcel with { Scans = [.. parcel.Scans, scanned.Scan] },
        Event.OrderTold => parcel with { OwesOrder = false },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a parcel."),
    };

    /// <summary>What is still owed: to tell the order that it was delivered.</summary>
    public static IReadOnlyList<TellOrder> Owed(State parcel) => parcel.OwesOrder ? [new TellOrder(parcel.Order!)] : [];
}

using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>The coupons of one buyer, in the order in which he got them.</summary>
/// <remarks>
/// <code>
///   a claim: Want --> owed to the campaign --Note--> a coupon in the wallet
///                                          --Drop--> nothing: the campaign says no
///   Receive --> a coupon in the wallet     what was the use of a code has become the buyer's own
/// </code>
/// A claim is written down before the campaign is asked, so that a crash between the campaign's yes and the wallet's
/// note loses no coupon: the wallet asks again under the same claim, and is told the same coupon.
/// </remarks>
public static class Wallet
{
    /// <summary>A coupon that is wanted.</summary>
    /// <param name="ClaimId">The claim's id; it makes the coupon unique.</param>
    /// <param name="Campaign">Of which campaign.</param>
    public sealed record Want(string ClaimId, string Campaign);

    /// <summary>A coupon in the wallet.</summary>
    /// <param name="ClaimId">The claim that it came with.</param>
    /// <param name="Coupon">Its id.</param>
    public sealed record Slot(string ClaimId, string Coupon);

    /// <summary>What can be asked.</summary>
    public abstract record Command
    {
        private Command()
        {
        }

        /// <summary>Get a coupon of a campaign.</summary>
        public sealed record Claim(string ClaimId, string Campaign) : Command;

        /// <summary>The campaign has given this coupon.</summary>
        public sealed record Note(string ClaimId, string Coupon) : Command;

        /// <summary>A coupon that was the use of a code has become the buyer's own.</summary>
        public sealed record Receive(string Coupon) : Command;

        /// <summary>The campaign gives none.</summary>
        public sealed record Drop(string ClaimId) : Command;

        /// <summary>There is no deadline here; a retry may still be asked for.</summary>
        public sealed record Elapsed : Command;
    }

    /// <summary>What can happen.</summary>
    public abstract record Event
    {
        private Event()
        {
        }

        /// <summary>A coupon is wanted.</summary>
        public sealed record Wanted(string ClaimId, string Campaign) : Event;

        /// <summary>The coupon is in the wallet.</summary>
        public sealed record Noted(string ClaimId, string Coupon) : Event;

        /// <summary>The campaign said no.</summary>
        public sealed record Dropped(string ClaimId) : Event;
    }

    /// <summary>Everything that is known of a wallet.</summary>
    public sealed record State
    {
        /// <summary>An empty wallet.</summary>
        public static State Initial { get; } = new();

        /// <summary>What campaigns have not answered yet.</summary>
        public ImmutableList<Want> Wants { get; init; } = [];

        /// <summary>The coupons, oldest first.</summary>
        public ImmutableList<Slot> Slots { get; init; } = [];

        /// <summary>The coupon of a claim; null when there is none.</summary>
        public string? CouponOf(string claim) => Slots.FindLast(slot => slot.ClaimId == claim)?.Coupon;
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State wallet, Command command) => command switch
    {
        Command.Claim claim when wallet.CouponOf(claim.ClaimId) is not null => Decision.AlreadyDone,
        Command.Claim claim when wallet.Wants.Exists(want => want.ClaimId == claim.ClaimId) => Decision.AlreadyDone,
        Command.Claim claim => new Event.Wanted(claim.ClaimId, claim.Campaign),

        Command.Note note when wallet.Wants.Exists(want => want.ClaimId == note.ClaimId) =>
            new Event.Noted(note.ClaimId, note.Coupon),
        Command.Receive receive when wallet.Slots.Exists(slot => slot.Coupon == receive.Coupon) => Decision.AlreadyDone,
        // It comes without a claim; its own id takes the claim's place.
        Command.Receive receive => new Event.Noted(receive.Coupon, receive.Coupon),
        Command.Drop drop when wallet.Wants.Exists(want => want.ClaimId == drop.ClaimId) =>
            new Event.Dropped(drop.ClaimId),
        Command.Note or Command.Drop or Command.Elapsed => Decision.AlreadyDone,
        _ => throw new UnreachableException($"{command.GetType()} is not a command of a wallet."),
    };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State wallet, Event happened) => happened switch
    {
        Event.Wanted wanted => wallet with { Wants = wallet.Wants.Add(new(wanted.ClaimId, wanted.Campaign)) },
        Event.Noted noted => Answered(wallet, noted.ClaimId) with
        {
            Slots = wallet.Slots.Add(new(noted.ClaimId, noted.Coupon)),
        },
        Event.Dropped dropped => Answered(wallet, dropped.ClaimId),
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a wallet."),
    };

    /// <summary>What is still owed: to ask the campaigns.</summary>
    public static IReadOnlyList<Want> Owed(State wallet) => wallet.Wants;

    private static State Answered(State wallet, string claim) =>
        wallet with { Wants = wallet.Wants.RemoveAll(want => want.ClaimId == claim) };
}

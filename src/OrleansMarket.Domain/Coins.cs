using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>The coins of one buyer: earned by looking in and by buying, good for a discount (DOMAIN.md §1.4).</summary>
/// <remarks>
/// <code>
///   CheckIn, Grant --> in the purse --Lock--> set aside --Spend--> spent
///                        |   ^   ^               |                   |
///       a year has passed|   |   +--- Unlock, ---+                   |
///                        v   |        lock time is up                |
///                      lapsed+--------------- Return ----------------+
/// </code>
/// Coins keep the day on which they lapse wherever they go. Those that are set aside can be spent even if that day
/// comes meanwhile; whatever goes back after it lapses at once, unless the seller was at fault.
/// </remarks>
public static partial class Coins
{
    private const int MovementsKept = 100;

    /// <summary>Coins that are set aside for a checkout.</summary>
    public sealed record Lock(IReadOnlyList<Portion> Portions, DateTimeOffset Until);

    /// <summary>Coins that were spent on an order, and how many of them went back.</summary>
    public sealed record Expense(IReadOnlyList<Lot> Lots, int Returned);

    /// <summary>One thing that happened to the purse, for its owner.</summary>
    /// <param name="At">When.</param>
    /// <param name="Kind">A stable word.</param>
    /// <param name="Count">Coins that came (positive) or went.</param>
    /// <param name="Subject">The checkout or order; null when there is none.</param>
    public sealed record Movement(DateTimeOffset At, string Kind, int Count, string? Subject);

    /// <summary>Everything that is known of a buyer's coins.</summary>
    public sealed record State
    {
        /// <summary>A buyer without coins.</summary>
        public static State Initial { get; } = new();

        /// <summary>How many lapse when.</summary>
        public ImmutableSortedDictionary<DateTimeOffset, int> Lots { get; init; } =
            ImmutableSortedDictionary<DateTimeOffset, int>.Empty;

        /// <summary>What is set aside, by checkout.</summary>
        public ImmutableSortedDictionary<string, Lock> Locks { get; init; } =
            ImmutableSortedDictionary.Create<string, Lock>(StringComparer.Ordinal);

        /// <summary>What was spent, by order.</summary>
        public ImmutableSortedDictionary<string, Expense> Expenses { get; init; } =
            ImmutableSortedDictionary.Create<string, Expense>(StringComparer.Ordinal);

        /// <summary>Orders that were worth coins, and refunds that returned some.</summary>
        public ImmutableSortedSet<string> Done { get; init; } =
            ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

        /// <summary>When the buyer last looked in.</summary>
        public DateTimeOffset? CheckedInAt { get; init; }

        /// <summary>What happened lately, newest last.</summary>
        public ImmutableList<Movement> Movements { get; init; } = [];

        /// <summary>What can be used.</summary>
        public long Balance => Lots.Values.Sum(count => (long)count);

        /// <summary>What is set aside.</summary>
        public long Locked => Locks.Values.SelectMany(held => held.Portions).SelectMany(one => one.Lots)
            .Sum(lot => (long)lot.Count);
    }

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State coins, Command command, Policy policy, DateTimeOffset now) =>
        command switch
        {
            Command.CheckIn when policy.CoinsPerCheckIn == 0 => Decision.AlreadyDone,
            Command.CheckIn when coins.CheckedInAt is { } last && DayOf(now) <= DayOf(last) => Decision.AlreadyDone,
            Command.CheckIn => new Event.CheckedIn(policy.CoinsPerCheckIn, now + policy.CoinLife, now),

            Command.Grant grant when grant.Count == 0 || coins.Done.Contains(grant.Order) => Decision.AlreadyDone,
            Command.Grant { Count: < 0 } => Rejection.QuantityInvalid,
            Command.Grant grant => new Event.Granted(grant.Order, grant.Count, now + policy.CoinLife, now),

            Command.Lock wanted when wanted.Shares.Any(share => share.Count < 1) => Rejection.QuantityInvalid,
            Command.Lock wanted when coins.Locks.GetValueOrDefault(wanted.Checkout) is { } held =>
                wanted.Until > held.Until
                    ? new Event.LockExtended(wanted.Checkout, wanted.Until)
                    : Decision.AlreadyDone,
            Command.Lock wanted when wanted.Shares.Any(share => coins.Expenses.ContainsKey(share.Order)) =>
                Decision.AlreadyDone,
            Command.Lock wanted => SetAside(coins, wanted, now) is { } portions
                ? new Event.Locked(wanted.Checkout, portions, wanted.Until, now)
                : Rejection.InsufficientCoins,

            Command.Spend spend when coins.Expenses.ContainsKey(spend.Order) => Decision.AlreadyDone,
            Command.Spend spend when Holder(coins, spend.Order) is null => Rejection.ReservationGone,
            Command.Spend spend => new Event.Spent(spend.Order, now),

            Command.Unlock unlock when unlock.Orders.Where(order => Holder(coins, order) is not null).Distinct()
                .ToArray() is { Length: > 0 } left => new Event.Unlocked(left, now),
            Command.Unlock => Decision.AlreadyDone,

            Command.Return back when coins.Done.Contains(back.Refund) || back.Count == 0 => Decision.AlreadyDone,
            Command.Return back => Return(coins, back, policy, now),

            Command.Forfeit when coins.Lots.IsEmpty => Decision.AlreadyDone,
            Command.Forfeit => new Event.Forfeited(coins.Lots.Values.Sum(), now),

            Command.Elapsed => Elapsed(coins, now),
            _ => throw new UnreachableException($"{command.GetType()} is not a command of coins."),
        };

    /// <summary>When silence next means something: coins lapse, or were set aside for too long.</summary>
    public static DateTimeOffset? DueAt(State coins)
    {
        DateTimeOffset? first = coins.Lots.IsEmpty ? null : coins.Lots.Keys.First();
        foreach (var held in coins.Locks.Values)
            if (first is null || held.Until < first) first = held.Until;
        return first;
    }

    /// <summary>The state after an event.</summary>
    public static State Evolve(State coins, Event happened) => happened switch
    {
        Event.CheckedIn earned => Note(
            Put(coins, [new(earned.ExpiresAt, earned.Count)]) with { CheckedInAt = earned.At },
            earned.At, "checked_in", earned.Count, null),
        Event.Granted earned => Note(
            Put(coins, [new(earned.ExpiresAt, earned.Count)]) with { Done = coins.Done.Add(earned.Order) },
            earned.At, "earned", earned.Count, earned.Order),
        Event.Locked locked => Note(
            Take(coins, locked.Portions) with
            {
                Locks = coins.Locks.SetItem(locked.Checkout, new(locked.Portions, locked.Until)),
            },
            locked.At, "locked", -Count(locked.Portions), locked.Checkout),
        Event.LockExtended longer => coins with
        {
            Locks = coins.Locks.SetItem(longer.Checkout, coins.Locks[longer.Checkout] with { Until = longer.Until }),
        },
        Event.Spent spent => Spend(coins, spent),
        Event.Unlocked unlocked => unlocked.Orders
            .Aggregate(coins, (state, order) => Unlock(state, order, unlocked.At)),
        Event.LockExpired ended => coins.Locks[ended.Checkout].Portions
            .Aggregate(coins, (state, portion) => Unlock(state, portion.Order, ended.At)),
        Event.Returned back => Note(
            Put(coins, back.Lots) with
            {
                Expenses = coins.Expenses.SetItem(back.Order, coins.Expenses[back.Order] with
                {
                    Returned = coins.Expenses[back.Order].Returned + back.Count,
                }),
                Done = coins.Done.Add(back.Refund),
            },
            back.At, "returned", back.Lots.Sum(lot => lot.Count), back.Order),
        Event.Lapsed lapsed => Note(
            coins with { Lots = coins.Lots.RemoveRange(coins.Lots.Keys.Where(expiry => expiry <= lapsed.At)) },
            lapsed.At, "lapsed", -lapsed.Count, null),
        Event.Forfeited lost => Note(
            coins with { Lots = coins.Lots.Clear() }, lost.At, "forfeited", -lost.Count, null),
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of coins."),
    };

    /// <summary>Coins for each order, those that lapse first; null when there are too few that are good.</summary>
    private static List<Portion>? SetAside(State coins, Command.Lock wanted, DateTimeOffset now)
    {
        var good = new Queue<Lot>(coins.Lots.Where(lot => lot.Key > now).Select(lot => new Lot(lot.Key, lot.Value)));
        if (good.Sum(lot => (long)lot.Count) < wanted.Shares.Sum(share => (long)share.Count)) return null;
        var portions = new List<Portion>(wanted.Shares.Count);
        var lot = new Lot(default, 0);
        foreach (var share in wanted.Shares)
        {
            List<Lot> taken = [];
            for (var missing = share.Count; missing > 0;)
            {
                if (lot.Count == 0) lot = good.Dequeue();
                var part = Math.Min(missing, lot.Count);
                taken.Add(lot with { Count = part });
                (missing, lot) = (missing - part, lot with { Count = lot.Count - part });
            }

            portions.Add(new(share.Order, taken));
        }

        return portions;
    }

    private static Decision<Event> Return(State coins, Command.Return back, Policy policy, DateTimeOffset now)
    {
        if (back.Count < 0) return Rejection.QuantityInvalid;
        if (coins.Expenses.GetValueOrDefault(back.Order) is not { } expense) return Rejection.ReservationGone;
        var left = expense.Lots.Sum(lot => lot.Count) - expense.Returned;
        if (back.Count > left) return Rejection.InsufficientCoins;

        // What lapses last goes back first: it is worth most to the buyer.
        var (lots, skip, missing) = (new List<Lot>(), expense.Returned, back.Count);
        foreach (var lot in expense.Lots.OrderByDescending(lot => lot.ExpiresAt))
        {
            var skipped = Math.Min(skip, lot.Count);
            var part = Math.Min(missing, lot.Count - skipped);
            (skip, missing) = (skip - skipped, missing - part);
            if (part == 0) continue;
            if (lot.ExpiresAt > now) lots.Add(lot with { Count = part });
            else if (back.EvenIfExpired) lots.Add(new(now + policy.CouponGrace, part));
        }

        return new Event.Returned(back.Order, back.Refund, back.Count, lots, now);
    }

    private static Decision<Event> Elapsed(State coins, DateTimeOffset now)
    {
        List<Event> events = [.. coins.Locks.Where(held => held.Value.Until <= now)
            .Select(held => new Event.LockExpired(held.Key, now))];
        var lapsed = events.Aggregate(coins, Evolve).Lots.Where(lot => lot.Key <= now).Sum(lot => lot.Value);
        if (lapsed > 0) events.Add(new Event.Lapsed(lapsed, now));
        return events.Count == 0 ? Decision.AlreadyDone : events.ToArray();
    }

    private static State Spend(State coins, Event.Spent spent)
    {
        var (checkout, portion) = Holder(coins, spent.Order)!.Value;
        return Note(
            Drop(coins, checkout, spent.Order) with
            {
                Expenses = coins.Expenses.SetItem(spent.Order, new(portion.Lots, 0)),
            },
            spent.At, "spent", -Count([portion]), spent.Order);
    }

    private static State Unlock(State coins, string order, DateTimeOffset at)
    {
        var (checkout, portion) = Holder(coins, order)!.Value;
        return Note(Put(Drop(coins, checkout, order), portion.Lots), at, "unlocked", Count([portion]), order);
    }

    private static (string Checkout, Portion Portion)? Holder(State coins, string order)
    {
        foreach (var (checkout, held) in coins.Locks)
            if (held.Portions.FirstOrDefault(one => one.Order == order) is { } portion) return (checkout, portion);
        return null;
    }

    private static State Drop(State coins, string checkout, string order)
    {
        var held = coins.Locks[checkout];
        Portion[] left = [.. held.Portions.Where(one => one.Order != order)];
        return coins with
        {
            Locks = left.Length == 0
                ? coins.Locks.Remove(checkout)
                : coins.Locks.SetItem(checkout, held with { Portions = left }),
        };
    }

    private static State Put(State coins, IReadOnlyList<Lot> lots) => lots.Aggregate(coins, (state, lot) => state with
    {
        Lots = state.Lots.SetItem(lot.ExpiresAt, state.Lots.GetValueOrDefault(lot.ExpiresAt) + lot.Count),
    });

    private static State Take(State coins, IReadOnlyList<Portion> portions) =>
        portions.SelectMany(portion => portion.Lots).Aggregate(coins, (state, lot) => state with
        {
            Lots = state.Lots[lot.ExpiresAt] == lot.Count
                ? state.Lots.Remove(lot.ExpiresAt)
                : state.Lots.SetItem(lot.ExpiresAt, state.Lots[lot.ExpiresAt] - lot.Count),
        });

    private static State Note(State coins, DateTimeOffset at, string kind, int count, string? subject)
    {
        var kept = coins.Movements.Count < MovementsKept ? coins.Movements : coins.Movements.RemoveAt(0);
        return coins with { Movements = kept.Add(new(at, kind, count, subject)) };
    }

    private static int Count(IReadOnlyList<Portion> portions) =>
        portions.SelectMany(portion => portion.Lots).Sum(lot => lot.Count);

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}

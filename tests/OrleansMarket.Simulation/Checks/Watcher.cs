using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;
using OrleansMarket.Simulation.Cluster;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Checks;

/// <summary>One entry as it became durable.</summary>
/// <param name="Entry">What was stored.</param>
/// <param name="Events">What it says.</param>
/// <param name="Before">The aggregate's state before it.</param>
/// <param name="After">The aggregate's state after it.</param>
/// <param name="DueBefore">The deadline stored before it.</param>
internal sealed record Seen(
    Entry Entry, IReadOnlyList<object> Events, object Before, object After, DateTimeOffset? DueBefore);

/// <summary>What must hold of everything that is stored.</summary>
internal interface ICheck
{
    /// <summary>An append became durable; its own entry is first, what was born with it follows.</summary>
    void Saw(IReadOnlyList<Seen> append);

    /// <summary>All is healed, and no deadline is left.</summary>
    void Settled();
}

/// <summary>
/// Reads along with the journal: folds every entry the moment it is durable, and shows it to the checks. So safety is
/// checked at every commit, while things go wrong.
/// </summary>
internal sealed class Watcher
{
    private readonly Dictionary<string, IReading> folds;
    private readonly Dictionary<string, (object State, long Version, DateTimeOffset? Due)> known =
        new(StringComparer.Ordinal);
    private readonly Findings findings;
    private readonly List<ICheck> checks = [];

    public Watcher(SimulatedStore store, MarketMachines machines, Findings findings)
    {
        this.findings = findings;
        folds = new()
        {
            [Ids.Cart] = Of(machines.Cart),
            [Ids.Checkout] = Of(machines.Checkout),
            [Ids.Order] = Of(machines.Order),
            [Ids.Escrow] = Of(machines.Escrow),
            [Ids.Refund] = Of(machines.Refund),
            [Ids.Payment] = Of(machines.Payment),
            [Ids.SellerAccount] = Of(machines.SellerAccount),
            [Ids.Listing] = Of(machines.Listing),
            [Ids.Stock] = Of(machines.Stock),
            [Ids.Parcel] = Of(machines.Parcel),
            [Ids.Campaign] = Of(machines.Campaign),
            [Ids.Coupon] = Of(machines.Coupon),
            [Ids.Request] = Of(machines.Request),
            [Ids.Member] = Of(machines.Member),
            [Ids.Standing] = Of(machines.SellerStanding),
            [Ids.Coins] = Of(machines.Coins),
            [Ids.Code] = Of(machines.PromoCode),
            [Ids.Wallet] = Of(machines.Wallet),
        };
        store.Committed += Saw;
    }

    /// <summary>Prefixes of what was stored and is not known here.</summary>
    public HashSet<string> Unknown { get; } = [];

    /// <summary>Kinds of events that were stored.</summary>
    public HashSet<Type> Happened { get; } = [];

    public void Add(ICheck check) => checks.Add(check);

    /// <summary>The newest durable state; null when nothing was ever decided.</summary>
    public T? Newest<T>(string aggregate)
        where T : class => known.TryGetValue(aggregate, out var found) ? (T)found.State : null;

    /// <summary>All aggregates of a kind, in the order in which they came into being.</summary>
    public IEnumerable<(string Id, T State)> All<T>() => known
        .Where(one => one.Value.State is T).Select(one => (one.Key, (T)one.Value.State));

    /// <summary>Requires that all is at rest.</summary>
    public void Settled()
    {
        foreach (var (id, (state, _, due)) in known)
        {
            findings.Require(due is null, "I11", $"{id} still has a deadline at {due}.");
            var owed = folds[id[..4]].Owed(state);
            findings.Require(owed.Count == 0, "owed", $"{id} still owes {string.Join(", ", owed)}.");
        }

        foreach (var check in checks) check.Settled();
    }

    private void Saw(Append append)
    {
        var seen = new List<Seen>(1 + append.Births.Count);
        Fold(append.Own, seen);
        foreach (var birth in append.Births) Fold(birth, seen);
        foreach (var check in checks) check.Saw(seen);
    }

    private void Fold(Entry entry, List<Seen> seen)
    {
        if (!folds.TryGetValue(entry.Aggregate[..4], out var fold))
        {
            Unknown.Add(entry.Aggregate[..4]);
            return;
        }

        var (state, version, due) = known.TryGetValue(entry.Aggregate, out var past)
            ? past
            : (fold.Initial, 0, null);
        findings.Require(entry.Version == version + 1, "I14", $"{entry.Aggregate}#{entry.Version} is after {version}.");
        var events = fold.Read(entry);
        var after = state;
        try
        {
            foreach (var happened in events)
            {
                Happened.Add(happened.GetType());
                after = fold.Evolve(after, happened);
            }
        }
        catch (Exception failed)
        {
            findings.Add("I14", $"{entry.Aggregate}#{entry.Version} cannot be: {failed.Message}");
        }

        known[entry.Aggregate] = (after, entry.Version, entry.Due);
        seen.Add(new Seen(entry, events, state, after, due));
    }

    private static Reading<TState, TCommand, TEvent, TStep> Of<TState, TCommand, TEvent, TStep>(
        Machine<TState, TCommand, TEvent, TStep, Rejection?> machine)
        where TState : class
        where TEvent : class => new(machine);

    private interface IReading
    {
        object Initial { get; }

        IReadOnlyList<object> Read(Entry entry);

        object Evolve(object state, object happened);

        IReadOnlyList<object> Owed(object state);
    }

    private sealed class Reading<TState, TCommand, TEvent, TStep>(
        Machine<TState, TCommand, TEvent, TStep, Rejection?> machine) : IReading
        where TState : class
        where TEvent : class
    {
        public object Initial => machine.Initial;

        public IReadOnlyList<object> Read(Entry entry) => machine.Events.Read(entry.Events);

        public object Evolve(object state, object happened) => machine.Evolve((TState)state, (TEvent)happened);

        public IReadOnlyList<object> Owed(object state) => [.. machine.Owed((TState)state).Cast<object>()];
    }
}

using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Auditing;

/// <summary>How the entries of one kind of aggregate are folded.</summary>
internal abstract class Kind
{
    /// <summary>What nobody has decided upon.</summary>
    public abstract object Initial { get; }

    /// <summary>The events of an entry.</summary>
    public abstract IReadOnlyList<object> Read(Entry entry);

    /// <summary>The state after them.</summary>
    public abstract object Fold(object state, IReadOnlyList<object> happened);

    /// <summary>When silence means something to the state.</summary>
    public abstract DateTimeOffset? DueAt(object state);

    /// <summary>Whether the state owes anything to others.</summary>
    public abstract bool Owes(object state);
}

/// <summary>How the entries of the aggregates of one machine are folded.</summary>
internal sealed class Kind<TState, TCommand, TEvent, TStep>(MarketMachine<TState, TCommand, TEvent, TStep> machine)
    : Kind
    where TState : class
    where TEvent : class
{
    public override object Initial => machine.Initial;

    public override IReadOnlyList<object> Read(Entry entry) => machine.Events.Read(entry.Events);

    public override object Fold(object state, IReadOnlyList<object> happened) =>
        machine.Fold((TState)state, (IReadOnlyList<TEvent>)happened);

    public override DateTimeOffset? DueAt(object state) => machine.DueAt((TState)state);

    public override bool Owes(object state) => machine.Owed((TState)state).Count > 0;
}

/// <summary>Every kind of aggregate that an audit knows, by the prefix of its ids.</summary>
internal sealed class Kinds
{
    /// <summary>How long a prefix is.</summary>
    public const int PrefixLength = 4;

    private readonly Dictionary<string, Kind> byPrefix = new(StringComparer.Ordinal);

    public Kinds(MarketMachines machines)
    {
        Add(Ids.Cart, machines.Cart);
        Add(Ids.Checkout, machines.Checkout);
        Add(Ids.Order, machines.Order);
        Add(Ids.Escrow, machines.Escrow);
        Add(Ids.Refund, machines.Refund);
        Add(Ids.Payment, machines.Payment);
        Add(Ids.SellerAccount, machines.SellerAccount);
        Add(Ids.Listing, machines.Listing);
        Add(Ids.Stock, machines.Stock);
        Add(Ids.Campaign, machines.Campaign);
        Add(Ids.Coupon, machines.Coupon);
        Add(Ids.Code, machines.PromoCode);
        Add(Ids.Wallet, machines.Wallet);
        Add(Ids.Coins, machines.Coins);
        Add(Ids.Parcel, machines.Parcel);
        Add(Ids.Member, machines.Member);
        Add(Ids.Standing, machines.SellerStanding);
        Add(Ids.Request, machines.Request);
        Add(Ids.Clock, machines.Clock);
    }

    /// <summary>How many there are.</summary>
    public int Count => byPrefix.Count;

    /// <summary>The kind of an aggregate; null when this version does not know it.</summary>
    public Kind? Of(string aggregate) => aggregate.Length < PrefixLength
        ? null
        : byPrefix.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(aggregate.AsSpan(0, PrefixLength), out var kind)
            ? kind
            : null;

    private void Add<TState, TCommand, TEvent, TStep>(
        string prefix, MarketMachine<TState, TCommand, TEvent, TStep> machine)
        where TState : class
        where TEvent : class =>
        byPrefix.Add(prefix[..PrefixLength], new Kind<TState, TCommand, TEvent, TStep>(machine));
}

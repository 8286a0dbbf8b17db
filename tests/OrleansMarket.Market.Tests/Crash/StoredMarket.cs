using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Market.Tests.Crash;

/// <summary>Where the things stand that a shopper was told of, folded from a journal without any market.</summary>
internal sealed class StoredMarket
{
    private readonly MarketMachines machines = new(Policy.FlashSale);

    public Dictionary<string, Order.State> Orders { get; } = [];

    public Dictionary<string, Checkout.State> Checkouts { get; } = [];

    public Dictionary<string, Payment.State> Payments { get; } = [];

    public static async Task<StoredMarket> Read(IJournalStore store)
    {
        var market = new StoredMarket();
        for (var partition = 0; partition < store.Partitions; partition++)
        {
            foreach (var stored in await store.ReadPartition(partition, 0, int.MaxValue))
            {
                switch (stored.Entry.Aggregate[..4])
                {
                    case Ids.Order: Fold(market.Orders, market.machines.Order, stored.Entry); break;
                    case Ids.Checkout: Fold(market.Checkouts, market.machines.Checkout, stored.Entry); break;
                    case Ids.Payment: Fold(market.Payments, market.machines.Payment, stored.Entry); break;
                }
            }
        }

        return market;
    }

    private static void Fold<TState, TCommand, TEvent, TStep>(
        Dictionary<string, TState> states, MarketMachine<TState, TCommand, TEvent, TStep> machine, Entry entry)
        where TState : notnull
        where TEvent : class
    {
        var state = states.GetValueOrDefault(entry.Aggregate, machine.Initial);
        states[entry.Aggregate] = machine.Fold(state, machine.Events.Read(entry.Events));
    }
}

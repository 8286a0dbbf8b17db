using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Market.Tests.Crash;

/// <summary>
/// Folds a whole journal with the market's own machines, and checks what must hold when everything has ended.
/// </summary>
internal sealed class JournalAudit
{
    private readonly MarketMachines machines = new(Policy.FlashSale);
    private readonly Dictionary<string, long> versions = [];

    public Dictionary<string, Order.State> Orders { get; } = [];

    public Dictionary<string, Checkout.State> Checkouts { get; } = [];

    public Dictionary<string, Escrow.State> Escrows { get; } = [];

    public Dictionary<string, Stock.State> Stocks { get; } = [];

    public Dictionary<string, Payment.State> Payments { get; } = [];

    public Dictionary<string, Refund.State> Refunds { get; } = [];

    public Dictionary<string, long> Balances { get; } = [];

    public static async Task<JournalAudit> Read(IJournalStore store)
    {
        var audit = new JournalAudit();
        for (var partition = 0; partition < store.Partitions; partition++)
        {
            long sequence = 0;
            while (await store.ReadPartition(partition, sequence, 1_000) is { Count: > 0 } page)
            {
                foreach (var stored in page)
                {
                    Assert.Equal(++sequence, stored.Sequence);
                    audit.Add(stored.Entry);
                }
            }
        }

        return audit;
    }

    /// <summary>I1, I2, I6, I10, I13, I14, I17, once all silence has passed.</summary>
    public void CheckTheEnd()
    {
        Assert.Equal(0, Balances.Values.Sum());
        Assert.Equal(Checkouts.Values.Sum(checkout => checkout.Orders.Count), Orders.Count);
        Assert.All(
            Checkouts.Values.SelectMany(checkout => checkout.Orders), placed => Assert.Contains(placed.Order, Orders));
        Assert.All(Orders.Values, order =>
        {
            Assert.True(
                order.Status is Order.Status.Closed or Order.Status.Finished,
                $"{order.Terms!.Order} is {order.Status}");
            Assert.Empty(Order.Owed(order));
            Assert.Equal(0, Balances.GetValueOrDefault(Account.Escrow(order.Terms!.Order)));
            Assert.Equal(0, Balances.GetValueOrDefault(Account.RefundPending(order.Terms.Order)));
            Assert.Equal(order.PaidAt is not null, Escrows.ContainsKey(Ids.EscrowOf(order.Terms.Order)));
        });
        Assert.All(Payments.Values, payment => Assert.NotEqual(Payment.Status.Processing, payment.Status));
        Assert.All(Refunds.Values, refund => Assert.Equal(Refund.Status.Settled, refund.Status));
        Assert.All(Stocks, stock =>
        {
            Assert.Equal(0, stock.Value.Reserved);
            Assert.Equal(stock.Value.Stocked, stock.Value.OnHand + stock.Value.Sold);
            Assert.Equal(SoldBy(Ids.Tail(stock.Key)), stock.Value.Sold);
        });
    }

    /// <summary>What orders that were paid and kept say about a SKU, independently of its stock.</summary>
    private int SoldBy(string sku) => Orders.Values
        .Where(order => order.PaidAt is not null && order.Status != Order.Status.Closed)
        .SelectMany(order => order.Terms!.Lines)
        .Where(line => line.Sku == sku)
        .Sum(line => line.Quantity);

    private void Add(Entry entry)
    {
        Assert.Equal(versions.GetValueOrDefault(entry.Aggregate) + 1, entry.Version);
        versions[entry.Aggregate] = entry.Version;
        foreach (var posting in machines.PostingsOf(entry))
        {
            Balances[posting.Debit] = Balances.GetValueOrDefault(posting.Debit) + posting.Amount.Minor;
            Balances[posting.Credit] = Balances.GetValueOrDefault(posting.Credit) - posting.Amount.Minor;
        }

        switch (entry.Aggregate[..4])
        {
            case Ids.Order: Fold(Orders, machines.Order, entry); break;
            case Ids.Checkout: Fold(Checkouts, machines.Checkout, entry); break;
            case Ids.Escrow: Fold(Escrows, machines.Escrow, entry); break;
            case Ids.Stock: Fold(Stocks, machines.Stock, entry); break;
            case Ids.Payment: Fold(Payments, machines.Payment, entry); break;
            case Ids.Refund: Fold(Refunds, machines.Refund, entry); break;
        }
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

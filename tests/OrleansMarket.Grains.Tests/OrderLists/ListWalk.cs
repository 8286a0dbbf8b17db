using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.OrderLists;
using OrleansMarket.Grains.Tests.Auditing;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests.OrderLists;

/// <summary>A random history of some orders on paper, whose lists are kept as a silo keeps them.</summary>
internal sealed class ListWalk(int seed) : IAsyncDisposable
{
    public static readonly string[] Buyers = ["ada", "bob", "cyd"], Sellers = ["aurora", "borealis"];

    private static readonly string[] Goods = ["lamp", "cable", "fan", "kettle"];
    private static readonly Policy Rules = Policy.Modern;

    private readonly Random chance = new(seed);
    private readonly MemoryStore journal = new(4);
    private MemoryViewStore views = new();
    private readonly Dictionary<int, (Follower Follower, OrdersProjection Orders)> keepers = [];
    private readonly List<string> orders = [];
    private Paper? paper;

    public IReadOnlyList<string> Orders => orders;

    public MemoryViewStore Views => views;

    public IJournalStore Journal => journal;

    public DateTimeOffset Now => Paper.Now;

    public OrderListReader Reader => new(journal, views, Paper.Machines, Rules);

    private Paper Paper => paper ??= new(journal, Rules, PaperMarket.Midnight);

    public Random Chance => chance;

    public async ValueTask DisposeAsync()
    {
        await journal.DisposeAsync();
        await views.DisposeAsync();
    }

    /// <summary>Has the lists from now on in other views.</summary>
    public void Move(MemoryViewStore to)
    {
        views = to;
        keepers.Clear();
    }

    /// <summary>Some people do something, and some time passes.</summary>
    public async Task Go()
    {
        for (var steps = chance.Next(1, 40); steps > 0; steps--)
        {
            if (orders.Count < 4 || chance.Next(8) == 0) Place();
            else if (chance.Next(4) > 0) Act(orders[chance.Next(orders.Count)]);
            else MoveMoney(orders[chance.Next(orders.Count)]);
            Paper.Now += chance.Next(20) switch
            {
                0 => TimeSpan.FromDays(chance.Next(40)),
                < 5 => TimeSpan.FromHours(chance.Next(60)),
                _ => TimeSpan.FromMilliseconds(chance.Next(3)),
            };
        }

        await Paper.Flush();
    }

    /// <summary>The lists take in everything, in stretches of any size, by followers that may be new.</summary>
    public async Task Follow()
    {
        var heads = await journal.ReadHeads();
        for (var partition = 0; partition < heads.Count; partition++)
        {
            if (chance.Next(3) == 0) keepers.Remove(partition);
            var follower = KeeperOf(partition).Follower;
            while (await follower.Position() is var reached && reached < heads[partition].Sequence)
                await follower.Receive(await journal.ReadPartition(partition, reached, chance.Next(1, 30)));
        }
    }

    /// <summary>What time has taken out of the lists of some members is taken out for good.</summary>
    public async Task Sweep(IEnumerable<(Order.Side Side, string Member)> owners)
    {
        foreach (var (side, member) in owners)
        {
            while ((await Reader.Counts(side, member, Now)).Due is { Count: > 0 } due)
            {
                foreach (var some in due.GroupBy(order => AggregateId.Partition(order, journal.Partitions)))
                {
                    var (follower, view) = KeeperOf(some.Key);
                    await follower.Revise(changes => view.Lists.Sweep([.. some], Now, changes));
                }
            }
        }
    }

    /// <summary>The orders as they are, newest first.</summary>
    public async Task<(string Id, Order.Listed Order)[]> Truth()
    {
        var pasts = await journal.Read([.. orders.Select(id => new HistoryRequest(id, null))]);
        return
        [
            .. orders.Zip(pasts, (id, past) => (Id: id, Order: past.Entries.Aggregate(
                    Order.Listed.Initial, (before, entry) => Paper.Machines.Order.Events.Read(entry.Events)
                        .Aggregate(before, (listed, happened) => listed.After(happened, entry.At)))))
                .OrderByDescending(one => one.Order.Order.PlacedAt.ToUnixTimeMilliseconds())
                .ThenByDescending(one => one.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>All documents of the lists.</summary>
    public static async Task<string[]> Documents(IViewStore views) =>
    [
        .. (await views.Read(ListKeys.View, [new("", "\uffff", int.MaxValue)]))[0]
            .Select(document => $"{document.Key} = {System.Text.Encoding.UTF8.GetString(document.Body.Span)}"),
    ];

    private (Follower Follower, OrdersProjection Orders) KeeperOf(int partition)
    {
        if (keepers.TryGetValue(partition, out var keeper)) return keeper;
        var view = new OrdersProjection(Paper.Machines, Rules, journal, views, partition);
        return keepers[partition] =
            (new Follower(journal, views, ListKeys.View, partition, view, TimeProvider.System), view);
    }

    private void Place()
    {
        var checkout = $"{Ids.Checkout}01k9x3y5q8z7w6v5t4s3r{orders.Count:d5}{chance.Next(1000):d3}";
        var seller = chance.Next(Sellers.Length);
        var lines = Goods.Where((_, i) => i % Sellers.Length == seller && chance.Next(3) > 0).DefaultIfEmpty("gift")
            .Select(sku => new Order.Line(
                sku, $"A {sku}, edition {chance.Next(3)}", chance.Next(1, 3), Money.Usd(1_000), Money.Usd(0),
                Money.Usd(0)));
        var terms = new Order.OrderTerms(
            Ids.OrderOf(checkout, 1), checkout, Buyers[chance.Next(Buyers.Length)], Sellers[seller], "standard",
            Money.Usd(300), 20, [.. lines], null, []);
        Paper.Ask(Paper.Machines.Order, terms.Order, new Order.Command.Place(terms));
        orders.Add(terms.Order);
    }

    /// <summary>Something that has an effect, or else nothing.</summary>
    private void Act(string id)
    {
        var machine = Paper.Machines.Order;
        var order = Paper.StateOf(machine, id);
        if (machine.DueAt(order) is { } due && chance.Next(4) == 0 && due > Paper.Now) Paper.Now = due;
        var useful = Commands(id, order).Where(command =>
            machine.Decide(order, command, Paper.Now.AddTicks(1)) is { Answer: null, Events.Count: > 0 }).ToArray();
        if (useful.Length > 0) Paper.Ask(machine, id, useful[chance.Next(useful.Length)]);
    }

    /// <summary>Something that an escrow account can be asked, or else nothing. The order is not told.</summary>
    private void MoveMoney(string order)
    {
        var (machine, id) = (Paper.Machines.Escrow, Ids.EscrowOf(order));
        var escrow = Paper.StateOf(machine, id);
        var (n, cash) = (escrow.Numbers.Count + 1, Money.Usd(chance.Next(1, 1_500)));
        Escrow.Command[] commands =
        [
            new Escrow.Command.Release(), new Escrow.Command.RefundRest(n, "rest"),
            new Escrow.Command.ChargeBack(n, "bank"), new Escrow.Command.SellerCredited(),
            new Escrow.Command.Refund(n, [new(0, cash, Whole: false)], "part", ByPlatform: false),
            new Escrow.Command.Refund(n, [new(0, cash, Whole: false)], "kind", ByPlatform: true),
        ];
        var command = commands[chance.Next(commands.Length)];
        if (machine.Decide(escrow, command, Paper.Now.AddTicks(1)) is { Answer: null, Events.Count: > 0 })
            Paper.Ask(machine, id, command);
    }

    private static IEnumerable<Order.Command> Commands(string id, Order.State order)
    {
        var (n, tracking) = (order.Attempts.Count, $"T-{id[^8..^2]}-{order.Shipments.Count}");
        var cash = new Dispute.Share(0, 1, Money.Usd(400));
        yield return new Order.Command.SubmitPayment($"pay_{id[4..^2]}{n}");
        yield return new Order.Command.FailPayment(order.Payment ?? "", "card_declined");
        yield return new Order.Command.Capture(order.Payment ?? "", order.Terms!.Total, GoodsAreCommitted: true);
        yield return new Order.Command.PassRisk();
        yield return new Order.Command.Cancel();
        yield return new Order.Command.RequestCancellation(
            (order.Cancellation?.Number ?? 0) + 1, Order.CancelReason.Other, null);
        yield return new Order.Command.AcceptCancellation();
        yield return new Order.Command.RejectCancellation(Order.RejectReason.Other);
        yield return new Order.Command.Ship("ups", tracking, [new(0, 1)]);
        yield return new Order.Command.Ship("ups", tracking);
        yield return new Order.Command.RecordDelivery(order.Shipments is [.., var last] ? last.Tracking : "");
        yield return new Order.Command.ConfirmReceipt(WithoutScan: true);
        yield return new Order.Command.LeaveFeedback(Order.Side.Buyer, new(5, 5, 5), null);
        yield return new Order.Command.LeaveFeedback(Order.Side.Seller, new(null, 4, null), null);
        yield return new Order.Command.Freeze(Order.FreezeReason.Investigation);
        yield return new Order.Command.Thaw();
        yield return new Order.Command.OnDispute(new Dispute.Command.Open(
            Ids.DisputeOf(id, order.Dispute.Ids.Count + 1), Dispute.Reason.Damaged,
            new(Dispute.Party.Buyer, Dispute.Kind.Refund, [cash], Dispute.Party.Seller, "It is broken."),
            [new("evd_1", Dispute.Party.Buyer, "A crack.", null, default)], []));
        yield return new Order.Command.OnDispute(new Dispute.Command.Accept());
        yield return new Order.Command.OnDispute(new Dispute.Command.Withdraw());
        yield return new Order.Command.Elapsed();
        foreach (var step in Order.Owed(order)) yield return DoneOf(step);
    }

    private static Order.Command DoneOf(Order.Step step) => step switch
    {
        Order.Step.FreeGoods => new Order.Command.GoodsFreed(),
        Order.Step.TakeBack back => new Order.Command.TakenBack(back.Id),
        Order.Step.ReturnCoupons => new Order.Command.CouponsReturned(),
        Order.Step.RefundPart part => new Order.Command.RefundDone(part.Refund.Number),
        Order.Step.Strike => new Order.Command.StrikeNoted(),
        Order.Step.GrantCoins => new Order.Command.CoinsGranted(),
        Order.Step.ReleaseEscrow or Order.Step.RefundEscrow => new Order.Command.EscrowDone(),
        _ => throw new ArgumentException($"{step} is owed to nobody here."),
    };
}

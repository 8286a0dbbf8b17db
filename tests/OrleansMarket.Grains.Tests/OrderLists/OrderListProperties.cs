using CsCheck;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.OrderLists;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests.OrderLists;

/// <summary>I15: whatever happens to orders, lists and counts say what the orders themselves say.</summary>
public sealed class OrderListProperties
{
    private static readonly Policy Rules = Policy.Modern;

    private static readonly (Order.Side Side, string Member)[] Owners =
    [
        .. ListWalk.Buyers.Select(buyer => (Order.Side.Buyer, buyer)),
        .. ListWalk.Sellers.Select(seller => (Order.Side.Seller, seller)),
    ];

    [Fact]
    public Task I15_Lists_and_counts_are_those_of_the_folded_orders_at_any_instant() =>
        Gen.Int[0, int.MaxValue].SampleAsync(async seed =>
        {
            await using var walk = new ListWalk(seed);
            for (var prefix = 0; prefix < 4; prefix++)
            {
                await walk.Go();
                await walk.Follow();
                if (walk.Chance.Next(4) == 0) await walk.Sweep(Owners.Where(_ => walk.Chance.Next(2) == 0));
                var truth = await walk.Truth();
                await Compare(walk, truth, walk.Now);
                await Compare(walk, truth, walk.Now.AddDays(100 * walk.Chance.NextDouble()));
            }
        }, iter: 10);

    [Fact]
    public Task Lists_made_again_are_the_same_to_the_last_byte() =>
        Gen.Int[0, int.MaxValue].SampleAsync(async seed =>
        {
            await using var walk = new ListWalk(seed);
            var mayBeSwept = walk.Chance.Next(2) == 0;
            for (var prefix = 0; prefix < 6; prefix++)
            {
                await walk.Go();
                await walk.Follow();
                if (mayBeSwept && walk.Chance.Next(2) == 0) await walk.Sweep(Owners);
            }

            var again = new MemoryViewStore();
            var made = await ViewRebuild.Run(walk.Journal, again, Rules, TimeProvider.System);
            Assert.Empty(made.PutAside);
            if (!mayBeSwept) Assert.Equal(await ListWalk.Documents(walk.Views), await ListWalk.Documents(again));
            await walk.Sweep(Owners);
            var before = await ListWalk.Documents(walk.Views);
            walk.Move(again);
            await walk.Sweep(Owners);
            Assert.Equal(before, await ListWalk.Documents(again));
        }, iter: 20);

    private static async Task Compare(
        ListWalk walk, (string Id, Order.Listed Order)[] truth, DateTimeOffset now)
    {
        foreach (var (side, member) in Owners)
        {
            var caller = new Caller(member, side == Order.Side.Buyer ? Role.Buyer : Role.Seller);
            var own = truth.Where(one =>
                (side == Order.Side.Buyer ? one.Order.Order.Terms!.Buyer : one.Order.Order.Terms!.Seller) == member)
                .ToArray();
            var counts = (await walk.Reader.Counts(side, member, now)).Counts;
            foreach (var tab in Order.TabsOf(side))
            {
                var inTab = In(tab);
                Assert.Equal(inTab, await Pages(walk, new(caller, Tab: tab), now));
                Assert.Equal(inTab.Length, counts.Single(count => count.Tab == tab).Orders);
            }

            Assert.Equal(In(Order.Tab.All), await Pages(walk, new(caller), now));
            foreach (var display in Enum.GetValues<Order.Display>())
            {
                Assert.Equal(Where(one => Order.DisplayOf(one.Order) == display),
                    await Pages(walk, new(caller, Status: display), now));
            }

            Assert.Equal(
                Where(one => one.Order.Terms!.Lines.Any(line => line.Title.Contains("LAMP, ed", Ignoring))),
                await Pages(walk, new(caller, Text: "LAMP, ed"), now));
            Assert.Equal(
                In(Order.Tab.All).Intersect(Where(one => one.Order.Terms!.Seller == "aurora")),
                await Pages(walk, new(caller, Seller: "aurora"), now));
            await CompareOne(walk, caller, own, now);

            string[] In(Order.Tab tab) => Where(one => Order.TabsAt(one, side, Rules, now).Contains(tab));

            string[] Where(Func<Order.Listed, bool> wanted) => [.. own.Where(one => wanted(one.Order)).Select(Id)];
        }
    }

    /// <summary>Looks for one order of the owner in all the ways in which one can be looked for.</summary>
    private static async Task CompareOne(
        ListWalk walk, Caller caller, (string Id, Order.Listed Order)[] own, DateTimeOffset now)
    {
        if (own.Length == 0) return;
        var (id, listed) = own[walk.Chance.Next(own.Length)];
        Assert.Equal([id], await Pages(walk, new(caller, Text: id), now));
        Assert.Equal([id], await Pages(walk, new(caller, Text: id[..^2]), now));
        if (listed.Order.Shipments is [{ Tracking: var tracking }, ..])
        {
            Assert.Equal([id], await Pages(walk, new(caller, Tracking: tracking), now));
            Assert.Equal([id], await Pages(walk, new(caller, Text: tracking[..^1]), now));
        }

        var (from, before) = (Shown(listed), Shown(listed).AddDays(3));
        Assert.Equal(
            own.Where(one => Shown(one.Order) >= from && Shown(one.Order) < before)
                .Where(one => Order.TabsAt(one.Order, Order.Side.Buyer, Rules, now).Contains(Order.Tab.All))
                .Select(Id),
            await Pages(walk, new(caller, From: from, Before: before), now));
    }

    private static async Task<string[]> Pages(ListWalk walk, OrderQuery query, DateTimeOffset now)
    {
        var ids = new List<string>();
        var next = query with { Limit = walk.Chance.Next(1, 6) };
        while (true)
        {
            var page = await walk.Reader.Page(next, now);
            Assert.True(page.Items.Length <= next.Limit);
            ids.AddRange(page.Items.Select(row => row.Order.Id));
            if (page.Next is null) return [.. ids];
            Assert.True(OrderPage.IsPlace(page.Next));
            next = next with { After = page.Next };
        }
    }

    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;

    private static string Id((string Id, Order.Listed Order) one) => one.Id;

    /// <summary>When an order was placed, as people see it.</summary>
    private static DateTimeOffset Shown(Order.Listed listed) =>
        DateTimeOffset.FromUnixTimeMilliseconds(listed.Order.PlacedAt.ToUnixTimeMilliseconds());
}

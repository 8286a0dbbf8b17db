using CsCheck;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.SellerSales;
using OrleansMarket.Grains.Tests.OrderLists;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests.SellerSales;

/// <summary>Whatever happens to escrow accounts, sales say what the ledger's postings say.</summary>
public sealed class SalesProperties
{
    private static readonly MarketMachines Machines = new(Policy.Modern);

    [Fact]
    public Task I15_Sales_are_the_sums_of_the_postings_of_each_day() =>
        Gen.Int[0, int.MaxValue].SampleAsync(async seed =>
        {
            await using var walk = new ListWalk(seed);
            for (var prefix = 0; prefix < 5; prefix++)
            {
                await walk.Go();
                await walk.Follow();
                var truth = await Truth(walk);
                foreach (var seller in ListWalk.Sellers)
                {
                    var own = truth.Where(day => day.Seller == seller).Select(day => day.Sales).ToArray();
                    Assert.Equal(own, await Sales(walk, seller, DateOnly.MinValue, DateOnly.MaxValue));
                    if (own.Length == 0) continue;
                    var to = own[walk.Chance.Next(own.Length)].Day;
                    var from = to.AddDays(-walk.Chance.Next(40));
                    Assert.Equal(
                        own.Where(day => day.Day >= from && day.Day <= to), await Sales(walk, seller, from, to));
                }
            }
        }, iter: 20);

    [Fact]
    public async Task Walks_move_money_in_every_way()
    {
        var sum = default(SalesFigures);
        for (var seed = 0; seed < 20; seed++)
        {
            await using var walk = new ListWalk(seed);
            for (var prefix = 0; prefix < 8; prefix++) await walk.Go();
            foreach (var (_, day) in await Truth(walk))
            {
                sum += new SalesFigures(day.Orders, day.Gross.Minor, day.Refunded.Minor, day.Commission.Minor,
                    day.Released.Minor, day.TakenBack.Minor);
            }
        }

        Assert.DoesNotContain(0,
            (long[])[sum.Orders, sum.Gross, sum.Refunded, sum.Commission, sum.Released, sum.TakenBack]);
    }

    private static Task<SalesDay[]> Sales(ListWalk walk, string seller, DateOnly from, DateOnly to) =>
        SalesReader.Read(walk.Views, seller, from, to);

    /// <summary>By the rules that the postings follow, and the orders that they are of; newest first.</summary>
    private static async Task<(string Seller, SalesDay Sales)[]> Truth(ListWalk walk)
    {
        var sellers = (await walk.Truth()).ToDictionary(
            order => Ids.EscrowOf(order.Id), order => order.Order.Order.Terms!.Seller);
        var entries = new List<Entry>();
        for (var partition = 0; partition < walk.Journal.Partitions; partition++)
        {
            entries.AddRange((await walk.Journal.ReadPartition(partition, 0, int.MaxValue)).Select(one => one.Entry)
                .Where(entry => sellers.ContainsKey(entry.Aggregate) && Machines.PostingsOf(entry).Any()));
        }

        return
        [
            .. entries.GroupBy(entry => (Seller: sellers[entry.Aggregate], Day: entry.At.UtcDateTime.Date))
                .OrderByDescending(day => day.Key.Day)
                .Select(day => (day.Key.Seller, Sum(DateOnly.FromDateTime(day.Key.Day), [.. day]))),
        ];
    }

    private static SalesDay Sum(DateOnly day, Entry[] entries)
    {
        var postings = entries.SelectMany(Machines.PostingsOf).ToArray();
        return new(
            day, entries.Count(entry => entry.Version == 1), Of(posting => posting.Rule == "P1"),
            Of(posting => posting.Credit.StartsWith("refund:pending:", StringComparison.Ordinal))
                + Of(posting => posting is { Rule: "P10", Credit: "psp:cash", Debit: not "platform:cash" }),
            Of(posting => posting.Credit == "platform:commission")
                - Of(posting => posting.Debit == "platform:commission"),
            Of(posting => posting.Credit.EndsWith(":payable", StringComparison.Ordinal)
                && posting.Credit != "tax:payable"),
            Of(posting => posting.Debit.EndsWith(":receivable", StringComparison.Ordinal)));

        Money Of(Func<Posting, bool> wanted) =>
            postings.Where(wanted).Sum(Currency.Usd, posting => posting.Amount);
    }
}

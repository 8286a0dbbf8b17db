using OrleansMarket.Domain;
using OrleansMarket.Simulation.Mutations;
using OrleansMarket.Simulation.Running;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation;

public sealed class SeedTests(ITestOutputHelper output)
{
    private const int Seeds = 2_000;

    /// <summary>
    /// What no actor plays: the operator's clock (time passes by itself), and what is still to be put on this stage.
    /// What happens in a dispute is stored within its order's events.
    /// </summary>
    private static readonly Type[] NotPlayed =
    [
        typeof(MarketClock), typeof(Dispute), typeof(Campaign), typeof(PromoCode), typeof(Wallet), typeof(Coins),
        typeof(Coupon), typeof(Member), typeof(SellerStanding), typeof(Cart),
    ];

    /// <summary>What is so rare that thousands of seeds do without it, or follows from what is not played.</summary>
    private static readonly string[] Rare =
    [
        "Order.Resumed", "Order.DisputeSettled", "Order.UnitsCancelled", "Order.GoodsReturned", "SellerAccount.Repaid",
        "SellerAccount.PayoutsFrozen", "SellerAccount.PayoutsThawed",
    ];

    /// <summary>Whatever can happen has to happen here.</summary>
    private static readonly Type[] Events =
    [
        .. typeof(Order).Assembly.GetExportedTypes().Where(type => type.DeclaringType is { Name: "Event" } word
            && !NotPlayed.Contains(word.DeclaringType) && !Rare.Contains(Name(type))),
    ];

    [Fact]
    public void Two_thousand_markets_go_through_hell_and_come_to_rest_with_all_promises_kept()
    {
        var night = new Night(Mutation.None, first: 1, new Plan(0));
        night.Run(Seeds, TimeSpan.FromMinutes(5), workers: 2);
        output.WriteLine(night.Progress);
        if (night.Failed is { } failed) Assert.Fail(Report.Of(failed, Mutation.None));
        Assert.Equal(Seeds, night.Done);
        foreach (var (kind, seeds) in night.Happened.OrderBy(one => one.Value))
            output.WriteLine($"{seeds,5} seeds with {Name(kind)}");
        Assert.Equal("", string.Join(", ", Events.Except(night.Happened.Keys).Select(Name)));
    }

    [Fact]
    public void A_seed_replays_exactly()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var (once, again) = (Trial.Run(new Plan(seed)), Trial.Run(new Plan(seed), isTold: true));
            Assert.Equal((once.Digest, once.Steps, once.Faults), (again.Digest, again.Steps, again.Faults));
        }
    }

    [Fact]
    public void Everything_that_an_order_allows_is_played_and_everything_that_is_stored_is_watched()
    {
        var unknown = Enumerable.Range(1, 50).SelectMany(seed => Trial.Run(new Plan((ulong)seed)).Unknown).Distinct();
        Assert.Empty(unknown);
    }

    private static string Name(Type kind) => $"{kind.DeclaringType!.DeclaringType!.Name}.{kind.Name}";
}

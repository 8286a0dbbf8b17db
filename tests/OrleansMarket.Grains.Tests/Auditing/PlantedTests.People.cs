using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Tests.Auditing;

/// <summary>Sellers and members: I17 and I18.</summary>
public sealed partial class PlantedTests
{
    [Fact]
    public async Task I17_A_credit_for_nothing_is_found()
    {
        paper.Ask(paper.Machines.SellerAccount, "sel_aurora",
            new SellerAccount.Command.Credit("aurora", "ord_never.1", Money.Usd(77), Money.Usd(0)));
        await Found("I17", "sel_aurora", "released nothing");
    }

    [Fact]
    public async Task I17_A_release_that_its_seller_never_gets_is_found()
    {
        var order = Paid("ben");
        paper.Ask(paper.Machines.Escrow, Escrow(order), new Escrow.Command.Release());
        paper.Ask(paper.Machines.Escrow, Escrow(order), new Escrow.Command.SellerCredited());
        await Found("I17", Escrow(order), "never credited");
    }

    [Fact]
    public async Task I17_A_claw_back_that_is_debited_twice_is_found()
    {
        for (var i = 0; i < 2; i++)
        {
            paper.Forge(paper.Machines.SellerAccount, "sel_aurora", new SellerAccount.Event.Debited(
                "aurora", "rfd_x.1", "ord_x.1", Money.Usd(5), Money.Usd(0), paper.Now));
        }

        await Found("I17", "sel_aurora", "debited a second time");
    }

    [Theory]
    [InlineData("ben", "buyer")]
    [InlineData("aurora", "seller")]
    public async Task I18_Somebody_who_has_left_an_open_order_behind_is_found(string member, string side)
    {
        var order = Paid("ben");
        var (id, now) = (Ids.Member + member, paper.Now);
        paper.Ask(paper.Machines.Member, id, new Member.Command.Deactivate(Member.Reason.Privacy));
        paper.Ask(paper.Machines.Member, id, new Member.Command.Look([]));
        Assert.True((await Run()).IsClean);
        paper.Forge(paper.Machines.Member, id, new Member.Event.TimeEnded(), new Member.Event.ErasureBegun(now));
        await Found("I18", order, $"its {side}, {member}, has left");
    }
}

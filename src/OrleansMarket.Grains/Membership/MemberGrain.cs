using System.Diagnostics;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Member.State, OrleansMarket.Domain.Member.Command, OrleansMarket.Domain.Member.Event,
    OrleansMarket.Domain.Member.Step, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Membership;

/// <summary>Somebody's membership. What may happen to it is decided in <see cref="Member"/>.</summary>
[GrainType(GrainTypes.Member)]
internal sealed class MemberGrain : IMemberGrain, IElapsing
{
    private readonly IGrainFactory grains;
    private readonly Runner membership;
    private readonly string name;

    public MemberGrain(IGrainContext context, IGrainFactory grains, Market market)
    {
        this.grains = grains;
        membership = market.Run(context, market.Machines.Member, CarryOut);
        name = Ids.Tail(membership.Id);
    }

    public async Task<MemberAnswer> Deactivate(Member.Reason because)
    {
        var refused = await membership.Transact(new Member.Command.Deactivate(because));
        if (refused is not null) return new(await View(), refused);
        await membership.Settle();
        var now = await View();
        return now.Status switch
        {
            // It could not be looked; the deadline looks again, and so does whoever asks again.
            Member.Status.Closing => throw membership.LastFailure
                ?? new InvalidOperationException($"Nobody knows what {name} has open."),
            Member.Status.Active => new(now, Rejection.MembershipHasOpenObligations),
            _ => new(now, null),
        };
    }

    public async Task<MemberAnswer> Undo()
    {
        var refused = await membership.Transact(new Member.Command.Undo());
        if (refused is null) await membership.Settle();
        return new(await View(), refused);
    }

    public async Task<MemberView> View()
    {
        var now = await membership.Durable();
        return new(name, now.Status, now.Because, now.EraseAt,
            [.. now.Blockers.Select(open => new BlockerView(open.Kind, open.Subject))]);
    }

    public Task Elapse() => membership.Elapse();

    /// <summary>What is used, expired or revoked already says no, and that is as good.</summary>
    private async Task ForfeitCoupons()
    {
        int? before = null;
        do
        {
            var page = await grains.Wallet(name).Page(before, 100);
            await Task.WhenAll(page.Coupons.Select(coupon => grains.Coupon(coupon).Forfeit(name)));
            before = page.Next;
        }
        while (before is not null);
    }

    private async Task<Member.Command> CarryOut(Member.Step step)
    {
        switch (step)
        {
            case Member.Step.LookForObligations:
                return new Member.Command.Look(await Look());

            case Member.Step.OpenDoors:
                Insist(await grains.Cart(name).Reopen());
                Insist(await grains.SellerStanding(name).OpenStore());
                return new Member.Command.OpenDoors();

            case Member.Step.Erase { Part: Member.Part.CartAndAddresses } erase:
                Insist(await grains.Cart(name).Forget());
                return new Member.Command.Erase(erase.Part);

            case Member.Step.Erase { Part: Member.Part.Coins } erase:
                Insist(await grains.Coins(name).Forfeit());
                return new Member.Command.Erase(erase.Part);

            case Member.Step.Erase { Part: Member.Part.Coupons } erase:
                await ForfeitCoupons();
                return new Member.Command.Erase(erase.Part);

            default:
                throw new UnreachableException($"{step} is not a step of a membership.");
        }
    }

    /// <summary>What keeps him from leaving. Unpaid orders are cancelled, but only if nothing else does.</summary>
    private async Task<IReadOnlyList<Member.Blocker>> Look()
    {
        // In this order: whatever is begun before the doors are shut is in the journal when it is looked there.
        Insist(await grains.Cart(name).Close());
        Insist(await grains.SellerStanding(name).CloseStore());
        var open = await grains.OpenOrders().Of(name);
        var account = await OfAccount();
        if (account.Count > 0 || Array.Exists(open, one => !IsOwnUnpaid(one))) return Blockers(open, account);
        await Task.WhenAll(open.Select(one => CancelUnpaid(one.Id)));
        return Blockers(await grains.OpenOrders().Of(name), account, unpaidToo: true);
    }

    private bool IsOwnUnpaid(Obligation one) => one.Kind == ObligationKind.UnpaidOrder && one.Seller != name;

    private async Task CancelUnpaid(string order)
    {
        var (grain, buyer) = (grains.Order(order), new Caller(name, Role.Buyer));
        // Only the order that was seen unpaid: one that is paid in this moment is not cancelled behind his back.
        if (await grain.View(buyer) is { Status: Order.Status.AwaitingPayment } unpaid)
            await grain.Cancel(buyer, unpaid.Version);
    }

    private List<Member.Blocker> Blockers(
        Obligation[] open, IReadOnlyList<Member.Blocker> account, bool unpaidToo = false) =>
    [
        .. open.Where(one => unpaidToo || !IsOwnUnpaid(one)).Select(one => new Member.Blocker(KindOf(one), one.Id)),
        .. account,
    ];

    private Member.BlockerKind KindOf(Obligation open) => open.Kind switch
    {
        ObligationKind.Refund => Member.BlockerKind.Refund,
        ObligationKind.Payment => Member.BlockerKind.Payment,
        _ when open.Seller == name => Member.BlockerKind.Sale,
        ObligationKind.UnpaidOrder => Member.BlockerKind.UnpaidOrder,
        _ => Member.BlockerKind.PaidOrder,
    };

    private async Task<List<Member.Blocker>> OfAccount()
    {
        var account = await grains.SellerAccount(name).View();
        List<Member.Blocker> found = [];
        if (Array.Exists(account.Payable, earned => earned.IsPositive))
            found.Add(new(Member.BlockerKind.Payable, name));
        if (Array.Exists(account.Receivable, owed => owed.IsPositive))
            found.Add(new(Member.BlockerKind.NegativeBalance, name));
        return found;
    }

    private void Insist(Outcome outcome)
    {
        if (outcome.Why is { } why) throw new InvalidOperationException($"The leave of {name} waits: {why}.");
    }
}

using OrleansMarket.Domain;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Machines;

internal sealed class MemberMachine(Policy policy)
    : MarketMachine<Member.State, Member.Command, Member.Event, Member.Step>
{
    public override Member.State Initial => Member.State.Initial;
    public override EventCodec<Member.Event> Events => Codecs.Member;
    public override Member.Command Elapsed { get; } = new Member.Command.Elapsed();
    public override Member.State Evolve(Member.State state, Member.Event happened) => Member.Evolve(state, happened);
    public override IReadOnlyList<Member.Step> Owed(Member.State state) => Member.Owed(state);
    public override DateTimeOffset? DueAt(Member.State state) => Member.DueAt(state);

    protected override Decision<Member.Event> On(Member.State state, Member.Command command, DateTimeOffset now) =>
        Member.Decide(state, command, policy, now);
}

internal sealed class SellerStandingMachine(Policy policy)
    : MarketMachine<SellerStanding.State, SellerStanding.Command, SellerStanding.Event, SellerStanding.Step>
{
    public override SellerStanding.State Initial => SellerStanding.State.Initial;
    public override EventCodec<SellerStanding.Event> Events => Codecs.SellerStanding;
    public override SellerStanding.Command Elapsed { get; } = new SellerStanding.Command.Elapsed();
    public override IReadOnlyList<SellerStanding.Step> Owed(SellerStanding.State state) => SellerStanding.Owed(state);
    public override DateTimeOffset? DueAt(SellerStanding.State state) => SellerStanding.DueAt(state);

    public override SellerStanding.State Evolve(SellerStanding.State state, SellerStanding.Event happened) =>
        SellerStanding.Evolve(state, happened);

    protected override Decision<SellerStanding.Event> On(
        SellerStanding.State state, SellerStanding.Command command, DateTimeOffset now) =>
        SellerStanding.Decide(state, command, policy, now);
}

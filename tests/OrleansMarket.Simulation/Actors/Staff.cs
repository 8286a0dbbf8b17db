using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Actors;

/// <summary>Verifies payments, offers coupons, and looks at the books.</summary>
internal sealed class Operator : Actor
{
    public Operator(Stage stage, string name)
        : base(stage, name, Role.Operator) => Actions = [(10, Act), (1, Balance), (1, Prove)];

    protected override IReadOnlyList<(int Weight, Func<Chance, Task> Act)> Actions { get; }

    /// <summary>Offers coupons: the platform's and those of a seller, few enough to be fought for.</summary>
    public async Task Open(IReadOnlyList<Seller> sellers, Chance chance)
    {
        for (var number = chance.Between(0, 2); number > 0; number--)
        {
            var campaign = Stage.NewId(Ids.Campaign, chance);
            var now = Stage.Clock.GetUtcNow();
            var plan = new CampaignPlan(
                chance.Is(0.6) ? null : chance.Of(sellers).Name, "Off", Money.Usd(chance.Between(1, 700)),
                Money.Usd(chance.Between(0, 500)), now,
                now + chance.Between(TimeSpan.FromHours(1), TimeSpan.FromDays(60)),
                chance.Between(1, 4), chance.Between(1, 2));
            await Command(chance, $"offer {campaign}", () => Grains.Campaign(campaign).Create(plan),
                known => known.Newest<Campaign.State>(campaign)?.Offer is not null);
            Stage.Campaigns.Add(campaign);
        }
    }

    private async Task Act(Chance chance)
    {
        if (Stage.Orders.Count > 0) await ActOn(chance.Of(Stage.Orders), chance);
    }

    private async Task Balance(Chance chance)
    {
        var all = await Ask(chance, "trial balance", () => Grains.Ledger().TrialBalance());
        foreach (var currency in (all ?? []).GroupBy(account => account.Currency))
            Stage.Findings.Require(currency.Sum(account => account.Balance) == 0, "I1", $"{currency.Key} is not 0.");
    }

    private async Task Prove(Chance chance)
    {
        if (Stage.Orders.Count == 0) return;
        var order = chance.Of(Stage.Orders).Id;
        var proof = await Ask(chance, $"prove {order}", () => Grains.Order(order).Proof(Self));
        Stage.Findings.Require(proof is null or { Balanced: true }, "I1", $"{order} does not balance.");
    }
}

/// <summary>Reports where parcels are: out of order, twice, and some that do not exist.</summary>
internal sealed class Carrier : Actor
{
    private static readonly Parcel.ScanKind[] Kinds = Enum.GetValues<Parcel.ScanKind>();

    public Carrier(Stage stage, string name)
        : base(stage, name, Role.Carrier) => Actions = [(1, Scan)];

    protected override IReadOnlyList<(int Weight, Func<Chance, Task> Act)> Actions { get; }

    private async Task Scan(Chance chance)
    {
        var tracking = Stage.Parcels.Count == 0 || chance.Is(0.03) ? "T0" : chance.Of(Stage.Parcels);
        var kind = chance.Is(0.6) ? Parcel.ScanKind.Delivered : chance.Of(Kinds);
        var scan = $"s{chance.Below(6)}";
        await Command(chance, $"scan {tracking}: {kind} as {scan}",
            () => Grains.Parcel(tracking).Record(scan, kind, Stage.Clock.GetUtcNow()),
            now => now.Newest<Parcel.State>(Ids.Parcel + tracking)?.Scans.Any(one => one.Id == scan) == true);
    }
}

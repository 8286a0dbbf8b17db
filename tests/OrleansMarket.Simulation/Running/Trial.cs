using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;
using OrleansMarket.Simulation.Actors;
using OrleansMarket.Simulation.Checks;
using OrleansMarket.Simulation.Cluster;
using OrleansMarket.Simulation.Mutations;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Running;

/// <summary>How a run ended.</summary>
/// <param name="Plan">What it was made from.</param>
/// <param name="Finding">What was wrong; null when all was well.</param>
/// <param name="Digest">The order of everything and all that is stored, as one number.</param>
/// <param name="Steps">Pieces of work that were run.</param>
/// <param name="Entries">Entries in the journal.</param>
/// <param name="Faults">Faults that struck.</param>
/// <param name="Answers">Answers that were found true.</param>
/// <param name="Lines">What happened, when it was to be told.</param>
/// <param name="Unknown">Words that the market used and the simulation does not know.</param>
/// <param name="Happened">Kinds of events that were stored.</param>
internal sealed record Result(
    Plan Plan, Finding? Finding, ulong Digest, long Steps, int Entries, int Faults, int Answers,
    IReadOnlyList<string> Lines, IReadOnlyCollection<string> Unknown, IReadOnlyCollection<Type> Happened);

/// <summary>One market from one seed, from the opening of the stores to the silence after the last deadline.</summary>
/// <remarks>
/// The machines, the runner and the grain classes are the product's. Around them everything is simulated on this one
/// thread: time, chance, the runtime, the network, the journal's writer, the payment provider, and the people. First
/// the stores open; then everybody acts while things go wrong, and every commit and every answer is checked; then
/// all is healed, whoever was not answered asks again, and time passes until no deadline is left. Then everything must
/// be at its end, owe nothing and hold nothing, all books must agree, and the product's own audit must say the same.
/// </remarks>
internal sealed class Trial
{
    private const long MostSteps = 150_000;

    private static readonly DateTimeOffset Midnight = new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);

    private readonly Plan plan;
    private readonly Scheduler scheduler;
    private readonly Tale? tale;
    private readonly Findings findings;
    private readonly Faults faults;
    private readonly Policy policy;
    private readonly SimulatedClock clock;
    private readonly SimulatedStore store;
    private readonly SimulatedCluster cluster;
    private readonly Alarms alarms;
    private readonly Watcher watcher;
    private readonly Promises promises;
    private readonly Stage stage;

    private Trial(Plan plan, Mutation mutation, bool isTold)
    {
        this.plan = plan;
        scheduler = new(Chance.Of(plan.Seed, "scheduler"), Midnight);
        tale = isTold ? new(scheduler) : null;
        findings = new(tale);
        faults = new(plan, tale);
        policy = Draw(Chance.Of(plan.Seed, "policy"));
        store = new(mutation, tale);
        clock = new(scheduler);
        var provider = new SimulatedProvider(scheduler, faults, findings, tale, plan.Seed);
        var (chance, keyring) = (Chance.Of(plan.Seed, "journal"), new MemoryKeyring());
        cluster = new(scheduler, faults, findings, tale, Chance.Of(plan.Seed, "cluster"), silos: 3,
            (number, grains) => new SimulatedSilo(number, new(store, scheduler, faults, chance), grains, policy, clock,
                provider, keyring, mutation));
        (provider.Reports, provider.Context) = (cluster.Grains, cluster.Outside("provider"));
        alarms = new(store, cluster, scheduler, faults, findings);
        watcher = new(store, new MarketMachines(policy), findings);
        watcher.Add(new LedgerCheck(watcher, provider, findings));
        watcher.Add(new OrderCheck(watcher, findings));
        watcher.Add(new GoodsCheck(watcher, findings));
        watcher.Add(new CouponCheck(watcher, findings));
        promises = new(watcher, findings);
        stage = new(plan, cluster, scheduler, promises, findings, tale);
    }

    /// <summary>Runs a plan.</summary>
    public static Result Run(Plan plan, Mutation? mutation = null, bool isTold = false) =>
        new Trial(plan, mutation ?? Mutation.None, isTold).Run();

    private Result Run()
    {
        try
        {
            Play();
        }
        catch (Exception failed)
        {
            findings.Add("exception", failed.ToString());
        }

        return Tell();
    }

    private void Play()
    {
        var actors = Open();
        faults.AreOn = true;
        if (tale is not null) tale.HasCalls = true;
        foreach (var actor in actors) actor.Start();
        while (stage.Busy > 0 && Goes())
        {
            cluster.Disturb();
            scheduler.Step();
        }

        faults.AreOn = false;
        cluster.Heal();
        var healed = stage.Context("healed");
        foreach (var request in stage.Unanswered.ToArray()) stage.Play(healed, request);
        GoOn();
        // What was earned in the silence is wanted too.
        foreach (var seller in actors.OfType<Seller>())
            stage.Play(stage.Context(seller.Name), () => seller.PayOut(Chance.Of(plan.Seed, seller.Name)));
        GoOn();
        if (findings.First is null) Settled();
    }

    private List<Actor> Open()
    {
        var chance = Chance.Of(plan.Seed, "opening");
        var sellers = Enumerable.Range(1, chance.Between(1, 3)).Select(n => new Seller(stage, $"seller-{n}")).ToArray();
        var boss = new Operator(stage, "operator");
        stage.Play(stage.Context("opening"), async () =>
        {
            foreach (var seller in sellers) await seller.Open(chance);
            await boss.Open(sellers, chance);
        });
        while (stage.Busy > 0 && Goes()) scheduler.Step();
        return
        [
            .. sellers, boss, new Carrier(stage, "carrier"),
            .. Enumerable.Range(1, chance.Between(2, 4)).Select(n => new Buyer(stage, $"buyer-{n}")),
        ];
    }

    /// <summary>Lets time pass until nothing is left to do.</summary>
    private void GoOn()
    {
        while (Goes() && scheduler.Step())
        {
        }
    }

    private bool Goes() => findings.First is null && scheduler.Steps < MostSteps;

    private void Settled()
    {
        findings.Require(scheduler.Steps < MostSteps, "rest", "The market does not come to rest.");
        findings.Require(stage.Busy == 0, "rest", $"{stage.Busy} callers wait for ever.");
        findings.Require(alarms.Stored.Count == 0, "I11", $"{string.Join(", ", alarms.Stored.Keys)} have deadlines.");
        findings.Require(faults.Count > 0 || cluster.Unanswered == 0, "rest",
            "Nothing went wrong, and yet a call was not answered in time: grains wait for each other.");
        watcher.Settled();
        promises.Settled();
        Auditor.Settled(store.Memory, policy, clock, findings);
    }

    private Result Tell()
    {
        var (digest, entries) = (scheduler.Digest, 0);
        foreach (var entry in store.Entries())
        {
            entries++;
            // What is sealed is another text each time.
            var events = entry.Events.Span;
            if (events.IndexOf("\"sealed"u8) >= 0) events = events[..10];
            foreach (var octet in events) digest = (digest ^ octet) * 1099511628211UL;
            foreach (var letter in entry.Aggregate) digest = (digest ^ letter) * 1099511628211UL;
            digest = Chance.Mix(digest ^ (ulong)entry.At.UtcTicks ^ (ulong)(entry.Due?.UtcTicks ?? 0));
        }

        return new(plan, findings.First, digest, scheduler.Steps, entries, faults.Count, promises.Count,
            tale?.Lines ?? [], [.. stage.UnknownActions, .. watcher.Unknown], watcher.Happened);
    }

    /// <summary>The rules' numbers: one of the profiles, some of them with other windows.</summary>
    private static Policy Draw(Chance chance)
    {
        var policy = chance.Of(new[] { Policy.Modern, Policy.FlashSale, Policy.AliExpressClassic });
        if (chance.Is(0.3)) policy = policy with { RiskReview = TimeSpan.Zero };
        // Short enough that payments meet its end.
        if (chance.Is(0.4))
            policy = policy with { PayWindow = chance.Between(TimeSpan.FromSeconds(2), TimeSpan.FromHours(1)) };
        if (chance.Is(0.3)) policy = policy with { ShipWindow = TimeSpan.FromHours(chance.Between(1, 24)) };
        if (chance.Is(0.3)) policy = policy with { HoldMargin = TimeSpan.Zero };
        if (chance.Is(0.2)) policy = policy with { ReleaseDelayConfirmed = TimeSpan.FromHours(chance.Between(1, 48)) };
        return policy;
    }
}

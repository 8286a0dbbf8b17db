using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.Checks;
using OrleansMarket.Simulation.Cluster;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Actors;

/// <summary>An order that was placed, as everybody outside knows it.</summary>
internal sealed record KnownOrder(string Id, string Buyer, string Seller);

/// <summary>What the actors share: the market as seen from outside, and what they have heard of it.</summary>
internal sealed class Stage(
    Plan plan, SimulatedCluster cluster, Scheduler scheduler, Promises promises, Findings findings, Tale? tale)
{
    public Plan Plan => plan;

    public IGrainFactory Grains => cluster.Grains;

    public Promises Promises => promises;

    public Findings Findings => findings;

    public Tale? Tale => tale;

    public TimeProvider Clock { get; } = new SimulatedClock(scheduler);

    public List<string> Skus { get; } = [];

    public List<string> Campaigns { get; } = [];

    public List<KnownOrder> Orders { get; } = [];

    public List<string> Parcels { get; } = [];

    /// <summary>Requests that were not answered; they are sent again when all is well.</summary>
    public List<Func<Task>> Unanswered { get; } = [];

    /// <summary>Actions that some order allowed and no actor knows.</summary>
    public HashSet<string> UnknownActions { get; } = [];

    /// <summary>Actors and others who are not done.</summary>
    public int Busy { get; private set; }

    public SimulatedContext Context(string name) => cluster.Outside(name);

    /// <summary>Plays something in a context, and counts it as busy until it is over.</summary>
    public void Play(SimulatedContext context, Func<Task> what)
    {
        Busy++;
        context.Post(async _ =>
        {
            try
            {
                await what();
            }
            catch (Exception failed)
            {
                findings.Add("exception", $"{context.Name}: {failed}");
            }

            Busy--;
        }, null);
    }

    public string NewId(string prefix, Chance chance) => new IdGenerator(Clock, chance.Fill).New(prefix);

    public static Address Home { get; } = new("Ada Lovelace", "12 St James's Square", "London", "SW1Y 4JH", "GB");
}

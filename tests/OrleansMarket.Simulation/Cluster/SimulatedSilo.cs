using Microsoft.Extensions.Logging.Abstractions;
using OrleansMarket.Domain;
using OrleansMarket.Grains;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Grains.Paying;
using OrleansMarket.Grains.Running;
using OrleansMarket.Journal;
using OrleansMarket.Simulation.Mutations;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>One process of the market: its journal's writer, and what its grains are made from.</summary>
internal sealed class SimulatedSilo
{
    private readonly SimulatedJournal journal;
    private readonly Dictionary<Type, object> parts;

    public SimulatedSilo(
        int number, SimulatedJournal journal, IGrainFactory grains, Policy policy, TimeProvider clock,
        IPaymentGateway gateway, IKeyring keyring, Mutation mutation)
    {
        (Number, this.journal) = (number, journal);
        var (time, machines) = (new MarketTime(clock), new MarketMachines(policy));
        var market = new SimulatedMarket(mutation.Over(journal), machines, time, policy, mutation);
        parts = new()
        {
            [typeof(IGrainFactory)] = grains,
            [typeof(IJournalStore)] = journal.Store,
            [typeof(IKeyring)] = keyring,
            [typeof(Market)] = market,
            [typeof(MarketMachines)] = machines,
            [typeof(MarketTime)] = time,
            [typeof(TimeProvider)] = time,
            [typeof(Policy)] = policy,
            [typeof(MarketOptions)] = new MarketOptions { Policy = policy, Clock = clock },
            [typeof(IPaymentGateway)] = mutation.Over(gateway),
        };
    }

    public int Number { get; }

    /// <summary>A new instance of a grain.</summary>
    public object Make(GrainClass kind, GrainId id) => kind.Constructor.Invoke(
        [.. kind.Constructor.GetParameters().Select(part => part.ParameterType == typeof(IGrainContext)
            ? GrainContextProxy.Make(id)
            : Part(part.ParameterType))]);

    /// <summary>What the silo has one of; made from its other parts when it is first wanted.</summary>
    private object Part(Type type)
    {
        if (parts.TryGetValue(type, out var known)) return known;
        var constructor = type.GetConstructors().SingleOrDefault()
            ?? throw new NotSupportedException($"A grain wants {type}; give it to the simulated silo.");
        return parts[type] = constructor.Invoke(
            [.. constructor.GetParameters().Select(part => Part(part.ParameterType))]);
    }

    /// <summary>What it has not committed is lost, and it answers nobody.</summary>
    public void Die() => journal.Die();
}


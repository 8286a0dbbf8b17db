using System.Collections.Immutable;

namespace OrleansMarket.Simulation.World;

/// <summary>What a run is made from. A history is shortened by leaving out more and more of it.</summary>
/// <param name="Seed">Everything that is drawn is drawn from it.</param>
internal sealed record Plan(ulong Seed)
{
    /// <summary>Faults that may occur, if the seed draws them.</summary>
    public ImmutableHashSet<Fault> Faults { get; init; } = [.. Enum.GetValues<Fault>()];

    /// <summary>How many faults there may be at most.</summary>
    public int MostFaults { get; init; } = int.MaxValue;

    /// <summary>How many actions each actor has at most.</summary>
    public int ActionsEach { get; init; } = 14;

    /// <summary>Actions that are not done, as <c>buyer-1#3</c>.</summary>
    public ImmutableHashSet<string> LeftOut { get; init; } = [];
}

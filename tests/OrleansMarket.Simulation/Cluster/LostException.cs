namespace OrleansMarket.Simulation.Cluster;

/// <summary>The grain that was called has vanished; what it did before that is not known.</summary>
internal sealed class LostException(string message) : Exception(message);

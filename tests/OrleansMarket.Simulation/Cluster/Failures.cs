using OrleansMarket.Journal;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>Which exceptions a caller has to live with; every other one is a bug.</summary>
internal static class Failures
{
    public static bool AreExpected(Exception failed) => failed
        is TimeoutException or LostException or JournalUnavailableException or JournalOverloadedException;
}

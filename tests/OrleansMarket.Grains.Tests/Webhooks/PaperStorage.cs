using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansMarket.Grains.Tests.Webhooks;

/// <summary>A grain storage that outlives clusters, and fails when the test says so.</summary>
internal sealed class PaperStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<string, (object State, int Version)> rows = [];

    /// <summary>Whether writes of a kind of state fail.</summary>
    public Func<string, bool> Fails { get; set; } = _ => false;

    /// <summary>How often was tried to write.</summary>
    public int Writes => writes;

    private int writes;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.RecordExists = rows.TryGetValue($"{stateName}/{grainId}", out var row);
        if (!grainState.RecordExists) return Task.CompletedTask;
        (grainState.State, grainState.ETag) = ((T)row.State, row.Version.ToString(CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Interlocked.Increment(ref writes);
        if (Fails(stateName)) throw new IOException("The test wants it so.");
        var key = $"{stateName}/{grainId}";
        var version = rows.TryGetValue(key, out var row) ? row.Version : 0;
        var expected = grainState.ETag is { } tag ? int.Parse(tag, CultureInfo.InvariantCulture) : 0;
        if (version != expected) throw new InconsistentStateException($"{key} is at {version}, not {expected}.");
        rows[key] = (grainState.State!, version + 1);
        (grainState.ETag, grainState.RecordExists) = ((version + 1).ToString(CultureInfo.InvariantCulture), true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Nothing of the webhooks is cleared.");
}

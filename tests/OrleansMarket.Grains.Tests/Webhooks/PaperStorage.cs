using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansMarket.Grains.Tests.Webhooks;

/// <summary>A grain storage that outlives clusters, and fails when the test says so.</summary>
internal sealed class PaperStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<string, (BinaryData Body, int Version)> rows = [];
    private IGrainStorageSerializer serializer = null!;
    private int failures;

    /// <summary>Whether writes of a kind of state fail.</summary>
    public Func<string, bool> Fails { get; set; } = _ => false;

    /// <summary>How many writes have failed.</summary>
    public int Failures => Volatile.Read(ref failures);

    /// <summary>The same rows, for a cluster and its stored form.</summary>
    public PaperStorage In(IGrainStorageSerializer form)
    {
        serializer = form;
        return this;
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.RecordExists = rows.TryGetValue($"{stateName}/{grainId}", out var row);
        if (!grainState.RecordExists) return Task.CompletedTask;
        grainState.State = serializer.Deserialize<T>(row.Body);
        grainState.ETag = row.Version.ToString(CultureInfo.InvariantCulture);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Fails(stateName))
        {
            Interlocked.Increment(ref failures);
            throw new IOException("The test wants it so.");
        }

        var key = $"{stateName}/{grainId}";
        var version = rows.TryGetValue(key, out var row) ? row.Version : 0;
        var expected = grainState.ETag is { } tag ? int.Parse(tag, CultureInfo.InvariantCulture) : 0;
        if (version != expected) throw new InconsistentStateException($"{key} is at {version}, not {expected}.");
        rows[key] = (serializer.Serialize(grainState.State), version + 1);
        (grainState.ETag, grainState.RecordExists) = ((version + 1).ToString(CultureInfo.InvariantCulture), true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new NotSupportedException("Nothing of the webhooks is cleared.");
}

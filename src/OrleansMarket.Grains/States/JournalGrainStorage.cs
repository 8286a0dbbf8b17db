using System.Globalization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;
using OrleansMarket.Journal.States;

namespace OrleansMarket.Grains.States;

/// <summary>
/// Orleans' ordinary grain storage over the store that keeps the journal: for what grains remember that is nobody's
/// money or goods.
/// </summary>
/// <remarks>
/// An ETag is the version of a row. It never comes back: a cleared row keeps its version, and its ETag is what the next
/// write has to show. Without an ETag only a row that was never written can be written.
/// </remarks>
/// <param name="store">Where the states are kept.</param>
/// <param name="serializer">Their stored form; JSON unless the host has registered another one.</param>
/// <param name="activators">Makes the state of what was never written.</param>
internal sealed class JournalGrainStorage(
    IStateStore store, IGrainStorageSerializer serializer, IActivatorProvider activators) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = await store.Read(IdOf(stateName, grainId));
        var state = row.Body is { } body ? serializer.Deserialize<T>(new BinaryData(body)) : default;
        grainState.State = state ?? New<T>();
        grainState.ETag = ETagOf(row.Version);
        grainState.RecordExists = row.Body is not null;
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // A copy: a serializer may answer with memory that the state goes on using.
        var body = serializer.Serialize(grainState.State).ToArray();
        await Write(stateName, grainId, grainState, body);
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await Write(stateName, grainId, grainState, null);
        grainState.State = New<T>();
        grainState.RecordExists = false;
    }

    private async Task Write<T>(string stateName, GrainId grainId, IGrainState<T> grainState, byte[]? body)
    {
        var verdict = await store.Write(
            IdOf(stateName, grainId), VersionOf(grainState.ETag), body is null ? (ReadOnlyMemory<byte>?)null : body);
        if (!verdict.IsExpected)
        {
            throw new InconsistentStateException(
                $"The state {stateName} of {grainId} was changed by somebody else.", ETagOf(verdict.Version),
                grainState.ETag);
        }

        grainState.ETag = ETagOf(verdict.Version);
    }

    private T New<T>() => activators.GetActivator<T>().Create();

    private static StateId IdOf(string stateName, GrainId grainId) =>
        new(stateName, grainId.Type.ToString() ?? "", grainId.Key.ToString() ?? "");

    private static string? ETagOf(long version) =>
        version == 0 ? null : version.ToString(CultureInfo.InvariantCulture);

    /// <summary>The version that an ETag stands for; one that no row ever has when it is none of ours.</summary>
    private static long VersionOf(string? etag) =>
        string.IsNullOrEmpty(etag) ? 0
        : long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version
        : -1;
}

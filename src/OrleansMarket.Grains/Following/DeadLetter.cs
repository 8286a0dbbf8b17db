using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Following;

/// <summary>An entry that a view could not take, kept in the view until somebody has it delivered again.</summary>
/// <param name="Partition">Where the entry is.</param>
/// <param name="Sequence">Its place there.</param>
/// <param name="Aggregate">Whose decision it is.</param>
/// <param name="Version">Which one of them.</param>
/// <param name="Reason">Why it could not be taken.</param>
/// <param name="At">When that was.</param>
internal sealed record DeadLetter(
    int Partition, long Sequence, string Aggregate, long Version, string Reason, DateTimeOffset At)
{
    private const string Prefix = "!dead/";

    /// <summary>All of a view.</summary>
    public static KeyRange All(int limit) => KeyRange.Under(Prefix, limit);

    /// <summary>Where it is kept.</summary>
    public string Key => KeyOf(Partition, Sequence);

    /// <summary>Where the letter of an entry is kept.</summary>
    public static string KeyOf(int partition, long sequence) => $"{Prefix}{partition:x4}/{sequence:x16}";

    /// <summary>The letters of a view behind that of an entry, in the order of the journal.</summary>
    public static KeyRange Behind(int partition, long sequence, int limit) =>
        new(KeyOf(partition, sequence + 1), KeyRange.Behind(Prefix), limit);

    public static DeadLetter Of(StoredEntry entry, Exception failed, DateTimeOffset at) => new(
        entry.Partition, entry.Sequence, entry.Entry.Aggregate, entry.Entry.Version,
        $"{failed.GetType().Name}: {failed.Message}", at);

    public static DeadLetter Read(Document document) =>
        JsonSerializer.Deserialize(document.Body.Span, DeadLetterForm.Default.DeadLetter)!;

    public void Put(ViewChanges changes) =>
        changes.Put(Key, JsonSerializer.SerializeToUtf8Bytes(this, DeadLetterForm.Default.DeadLetter));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DeadLetter))]
internal sealed partial class DeadLetterForm : JsonSerializerContext;

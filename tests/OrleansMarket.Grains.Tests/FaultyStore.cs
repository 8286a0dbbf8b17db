using System.Text;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Tests;

namespace OrleansMarket.Grains.Tests;

/// <summary>A store that fails when the test says so.</summary>
/// <param name="store">Where everything really is.</param>
public sealed class FaultyStore(IJournalStore store) : StoreAround(store)
{
    private int commits;

    /// <summary>Appends that the store does not take; a batch with one of them fails as a whole.</summary>
    public Func<Entry, bool>? Refuses { get; set; }

    /// <summary>How many batches were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Every so manieth batch is committed and reported as failed; 0 for none.</summary>
    public int LosesAnswers { get; set; }

    /// <summary>How many answers were lost.</summary>
    public int Lost { get; private set; }

    public override async ValueTask<IReadOnlyList<Verdict>> Commit(IReadOnlyList<Append> batch)
    {
        if (Refuses is { } refuses && batch.Any(append => refuses(append.Own)))
        {
            Refused++;
            throw new IOException("The disk says no.");
        }

        var verdicts = await base.Commit(batch);
        if (LosesAnswers == 0 || ++commits % LosesAnswers != 0) return verdicts;
        Lost++;
        throw new IOException("The disk did it and does not say so.");
    }

    /// <summary>Takes no event of this stored name from now on.</summary>
    public void Refuse(string name)
    {
        var word = Encoding.UTF8.GetBytes($"{{\"{name}\":");
        Refuses = entry => entry.Events.Span.IndexOf(word) >= 0;
    }

    /// <summary>Takes everything again.</summary>
    public void Heal() => Refuses = null;
}

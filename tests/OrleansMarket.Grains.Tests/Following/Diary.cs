using System.Globalization;
using System.Text;
using OrleansMarket.Grains.Following;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests.Following;

/// <summary>A projection that writes down every entry, one line each, so that a test sees what counted.</summary>
/// <param name="fails">Says of which entries nothing can be written.</param>
internal sealed class Diary(Func<StoredEntry, Exception?>? fails = null) : IProjection
{
    /// <summary>How often it had to forget.</summary>
    public int Forgotten { get; private set; }

    /// <summary>How many entries it was shown, again and again included.</summary>
    public int Shown { get; private set; }

    public ValueTask Fold(IReadOnlyList<StoredEntry> stretch, ViewChanges changes)
    {
        foreach (var entry in stretch)
        {
            Shown++;
            if (fails?.Invoke(entry) is { } failed) throw failed;
            changes.AddTo(ListOf(entry.Partition), Encoding.UTF8.GetBytes($"{entry.Sequence}"));
        }

        return default;
    }

    public void Forget() => Forgotten++;

    /// <summary>What counted in a partition, in the order in which it did.</summary>
    public static async Task<long[]> Read(IViewStore views, string view, int partition)
    {
        var lines = (await views.Read(view, [NumberedList.After(ListOf(partition), 0, int.MaxValue)]))[0];
        return [.. lines.Select(line =>
            long.Parse(Encoding.UTF8.GetString(line.Body.Span), CultureInfo.InvariantCulture))];
    }

    /// <summary>The letters of a view.</summary>
    public static async Task<DeadLetter[]> Letters(IViewStore views, string view) =>
        [.. (await views.Read(view, [DeadLetter.All(int.MaxValue)]))[0].Select(DeadLetter.Read)];

    /// <summary>Puts entries of nobody in particular into a journal.</summary>
    public static async Task Write(IJournalStore store, string name, int count, int first = 1)
    {
        var batch = Enumerable.Range(first, count).Select(version => new Append(
            new($"tst_{name}", version, DateTimeOffset.UnixEpoch, null, null, null, "[]"u8.ToArray()), null, []));
        Assert.All(await store.Commit([.. batch]), verdict => Assert.True(verdict.Committed));
    }

    /// <summary>A name whose entries lie in a partition.</summary>
    public static string NameIn(int partition, int partitions) => Enumerable.Range(0, int.MaxValue)
        .Select(number => $"n{number}").First(name => AggregateId.Partition($"tst_{name}", partitions) == partition);

    private static string ListOf(int partition) => $"p{partition}";
}

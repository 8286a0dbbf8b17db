using System.Globalization;
using System.Text;

namespace OrleansMarket.Grains.OrderLists;

/// <summary>How many orders of one partition are in each list of an owner.</summary>
internal sealed class TabCounts
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>As it was written down; nothing for none.</summary>
    public static TabCounts Read(ReadOnlySpan<byte> body)
    {
        var read = new TabCounts();
        foreach (var (name, count) in Lines(body)) read.counts[name] = count;
        return read;
    }

    /// <summary>What is written down: a list and its count in each line.</summary>
    public static IEnumerable<(string Name, long Count)> Lines(ReadOnlySpan<byte> body)
    {
        var lines = new List<(string, long)>();
        var text = Encoding.UTF8.GetString(body);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var space = line.IndexOf(' ');
            if (space > 0)
                lines.Add((line[..space].ToString(), long.Parse(line[(space + 1)..], CultureInfo.InvariantCulture)));
        }

        return lines;
    }

    /// <summary>So many more orders are in a list.</summary>
    public void Add(string name, int orders)
    {
        var count = counts.GetValueOrDefault(name) + orders;
        if (count == 0) counts.Remove(name);
        else counts[name] = count;
    }

    /// <summary>As it is written down; null when there is nothing to write.</summary>
    public byte[]? Write()
    {
        if (counts.Count == 0) return null;
        var text = new StringBuilder(32 * counts.Count);
        foreach (var (name, count) in counts) text.Append(CultureInfo.InvariantCulture, $"{name} {count}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

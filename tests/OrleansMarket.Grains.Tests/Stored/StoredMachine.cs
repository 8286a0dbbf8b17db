using System.Text;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests.Stored;

/// <summary>The stored form of one machine's events, and a sample of each.</summary>
internal abstract class StoredMachine(string name)
{
    /// <summary>The name of its codec.</summary>
    public string Name => name;

    /// <summary>One stored event a line, in the order of the samples.</summary>
    public abstract IReadOnlyList<string> Lines { get; }

    /// <summary>The samples.</summary>
    public abstract IReadOnlyList<object> Events { get; }

    /// <summary>Event types of the domain that have no stored name, and stored names that have no sample.</summary>
    public abstract IReadOnlyList<string> Gaps { get; }

    /// <summary>Requires that a stored line is read as its sample, to the last member.</summary>
    public abstract void CheckReading(int sample, string line);
}

internal sealed class StoredMachine<TEvent>(string name, EventCodec<TEvent> codec, params TEvent[] samples)
    : StoredMachine(name)
    where TEvent : notnull
{
    /// <summary>
    /// The event of another machine that a sample wraps; it is stored under its own name. Null for every other.
    /// </summary>
    public Func<TEvent, object?> Inner { get; init; } = _ => null;

    public override IReadOnlyList<object> Events => [.. samples];

    public override IReadOnlyList<string> Lines => [.. samples.Select(Line)];

    public override IReadOnlyList<string> Gaps
    {
        get
        {
            var wrapping = samples.Where(sample => Inner(sample) is not null).Select(sample => sample.GetType());
            var known = codec.Known.Select(one => one.Type).Concat(wrapping).ToHashSet();
            var sampled = samples.Select(sample => (Inner(sample) ?? sample).GetType()).ToHashSet();
            var events = typeof(TEvent).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(TEvent)));
            return
            [
                .. events.Where(type => !known.Contains(type)).Select(type => $"{type} has no stored name."),
                .. codec.Known.Where(one => !sampled.Contains(one.Type))
                    .Select(one => $"{Name} '{one.Name}' has no sample."),
            ];
        }
    }

    public override void CheckReading(int sample, string line)
    {
        var read = Assert.Single(codec.Read(Encoding.UTF8.GetBytes(line)));
        Assert.IsType(samples[sample].GetType(), read);
        Assert.Equivalent(samples[sample], read, strict: true);
        Assert.Equal(Inner(samples[sample])?.GetType(), Inner(read)?.GetType());
        // The order of lists is not compared above; what is written again is.
        Assert.Equal(line, Line(read));
    }

    private string Line(TEvent happened) => Encoding.UTF8.GetString(codec.Write([happened]).Span);
}

namespace OrleansMarket.Journal.Views;

/// <summary>Views in memory, for tests: simple, exact, and gone with the process.</summary>
public sealed class MemoryViewStore : IViewStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, View> views = new(StringComparer.Ordinal);
    private int epochs;

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<IReadOnlyList<Document>>> Read(string view, IReadOnlyList<KeyRange> ranges)
    {
        lock (gate) return new(ranges.Select(Of(view).Range).ToArray());
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> ReadCursors(string view, int partitions)
    {
        lock (gate)
        {
            return new(Enumerable.Range(0, partitions)
                .Select(partition => Of(view).Cursors.GetValueOrDefault(partition)).ToArray());
        }
    }

    /// <inheritdoc/>
    public ValueTask<ViewResult> Apply(ViewBatch batch)
    {
        batch.RequireText();
        lock (gate)
        {
            var view = Of(batch.View);
            if (view.Cursors.GetValueOrDefault(batch.Partition) != batch.After) return new(ViewResult.Elsewhere);
            foreach (var (key, body) in batch.Changes) view.Change(key, body);
            var numbers = batch.Additions.Select(view.Add).ToArray();
            view.Cursors[batch.Partition] = batch.UpTo;
            return new(new ViewResult(true, numbers));
        }
    }

    /// <inheritdoc/>
    public ValueTask Clear(string view)
    {
        lock (gate) views.Remove(view);
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<string> ReadEpoch(string view)
    {
        lock (gate) return new(Of(view).Epoch);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private View Of(string name)
    {
        if (!views.TryGetValue(name, out var view)) views.Add(name, view = new View($"m{++epochs}"));
        return view;
    }

    private sealed class View(string epoch)
    {
        private readonly List<string> keys = [];
        private readonly List<ReadOnlyMemory<byte>> bodies = [];

        public string Epoch => epoch;

        public Dictionary<int, long> Cursors { get; } = [];

        public IReadOnlyList<Document> Range(KeyRange range)
        {
            var (first, end) = (Place(range.From), Place(range.Before));
            var count = Math.Clamp(end - first, 0, range.Limit);
            return range.Descending
                ? [.. Enumerable.Range(0, count).Select(i => new Document(keys[end - 1 - i], bodies[end - 1 - i]))]
                : [.. Enumerable.Range(first, count).Select(i => new Document(keys[i], bodies[i]))];
        }

        public void Change(string key, ReadOnlyMemory<byte>? body)
        {
            var place = Place(key);
            if (place < keys.Count && keys[place] == key)
            {
                keys.RemoveAt(place);
                bodies.RemoveAt(place);
            }

            if (body is not { } said) return;
            keys.Insert(place, key);
            bodies.Insert(place, said);
        }

        public long Add(Addition addition)
        {
            var last = Range(NumberedList.Last(addition.List));
            var number = (last is [var document] ? NumberedList.NumberOf(document.Key) : 0) + addition.Numbers;
            Change(NumberedList.KeyOf(addition.List, number), addition.Body);
            return number;
        }

        /// <summary>Where a key is, or would be.</summary>
        private int Place(string key)
        {
            var place = keys.BinarySearch(key, CodePointOrder.Instance);
            return place < 0 ? ~place : place;
        }
    }
}

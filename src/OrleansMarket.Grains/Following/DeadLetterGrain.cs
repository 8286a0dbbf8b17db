using System.Globalization;
using Orleans.Concurrency;
using OrleansMarket.Contracts;
using OrleansMarket.Journal;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Following;

/// <summary>Reads the letters where the views keep them; who follows a view delivers them again.</summary>
[GrainType("dead-letters"), StatelessWorker]
internal sealed class DeadLetterGrain(
    IGrainFactory grains, IJournalStore journal, IViewStore store, IEnumerable<FollowedView> followed)
    : Grain, IDeadLetterGrain
{
    private readonly string[] views = [.. followed.Select(view => view.Name).Order(StringComparer.Ordinal)];

    public async Task<DeadLetterView[]> List(string? after, int limit)
    {
        var place = after is null ? default : Place.Parse(after);
        var letters = new List<DeadLetterView>();
        foreach (var view in views)
        {
            var left = limit - letters.Count;
            var order = string.CompareOrdinal(view, place.View);
            if (left == 0 || order < 0) continue;
            var range = order == 0 ? DeadLetter.Behind(place.Partition, place.Sequence, left) : DeadLetter.All(left);
            var found = (await store.Read(view, [range]))[0];
            letters.AddRange(found.Select(document => Show(view, DeadLetter.Read(document))));
        }

        return [.. letters];
    }

    public async Task<LetterDelivery> Redeliver(string id)
    {
        var place = Place.Parse(id);
        if (!views.Contains(place.View) || place.Partition >= journal.Partitions)
            return new LetterDelivery(false, null);
        var tried = await grains.Follower(place.View!, place.Partition).Redeliver(place.Sequence);
        return new LetterDelivery(tried.IsKnown, tried.Reason);
    }

    private static DeadLetterView Show(string view, DeadLetter letter) => new(
        new Place(view, letter.Partition, letter.Sequence).ToString(), view, letter.Partition, letter.Sequence,
        letter.Aggregate, letter.Version, letter.Reason, letter.At);

    /// <summary>What the id of a letter says.</summary>
    private readonly record struct Place(string? View, int Partition, long Sequence)
    {
        /// <summary>Nowhere, when it is no such id.</summary>
        public static Place Parse(string id)
        {
            var parts = id.StartsWith(Ids.DeadLetter, StringComparison.Ordinal)
                ? id[Ids.DeadLetter.Length..].Split('.')
                : [];
            return parts is [var view, var partition, var sequence]
                && int.TryParse(partition, NumberStyles.None, CultureInfo.InvariantCulture, out var where)
                && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                ? new Place(view, where, place)
                : default;
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Ids.DeadLetter}{View}.{Partition}.{Sequence}");
    }
}

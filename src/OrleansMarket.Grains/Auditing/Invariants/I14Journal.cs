namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>The journal is what was written: nothing is missing, changed, doubled or moved.</summary>
internal sealed class I14Journal() : Invariant(
    "I14", "Sequences of partitions and versions of aggregates have no gap, the chain of digests holds to its newest "
    + "link, and every state follows from its entries.")
{
    protected override string Elsewhere =>
        "That each subscriber sees each event, in order, is checked where events are delivered.";

    public override void See(Seen seen) => Count("entries");

    public override void End(PartitionFold fold)
    {
        Count("partitions");
        Count("aggregates", fold.Aggregates.Count);
    }

    /// <summary>The journal is not what was written, or cannot be folded.</summary>
    public void Fault(Place place, string sentence)
    {
        lock (this) Violate(place, sentence);
    }
}

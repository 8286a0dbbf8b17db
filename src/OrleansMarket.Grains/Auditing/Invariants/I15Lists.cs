namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>Lists are views of the journal, not part of it.</summary>
internal sealed class I15Lists() : Invariant(
    "I15", "Tab counts = number of rows; the owner reads his own writes.")
{
    public override IReadOnlyList<string> Prefixes => [];

    protected override string Elsewhere =>
        "All of it: lists are made of the journal and are not in it; their tests compare them with the orders.";
}

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>Members who left.</summary>
internal sealed class I18Members() : Invariant(
    "I18", "A deactivated member has no open obligation; his ledger rows remain, his personal data does not.")
{
    public override IReadOnlyList<string> Prefixes => [];

    protected override string Elsewhere =>
        "All of it: no entry says yet that a member has left; that no posting is ever removed is shown by I14.";
}

using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>Every transfer balances, in accounts that exist, and so does all money together.</summary>
internal sealed class I1Balanced() : Invariant(
    "I1", "Per currency the sum of all ledger balances is 0; each transfer balances; none is ever changed or deleted.")
{
    private static readonly string[] chart =
        ["psp:", "escrow:", "refund:pending:", "seller:", "platform:", "tax:", "chargeback:"];

    private readonly Dictionary<(string Account, string Currency), Int128> balances = [];

    protected override string? Elsewhere => "That none is changed or deleted is shown by the chain of digests: I14.";

    public override void See(Seen seen)
    {
        var known = 0;
        foreach (var happened in seen.Events)
            if (happened is IMoneyEvent money) known += money.Postings.Count;
        if (known != seen.Transfers.Count)
        {
            Violate(seen.Place,
                $"{seen.Transfers.Count} postings are stored in it, but the ledger reads {known} out of it.");
        }

        foreach (var transfer in seen.Transfers)
        {
            Count("postings");
            if (transfer.Minor <= 0)
                Violate(seen.Place,
                    $"{transfer.Rule} moves {transfer.Minor} {transfer.Currency}; it must be more than 0.");
            if (transfer.Debit == transfer.Credit)
                Violate(seen.Place, $"{transfer.Rule} moves money from {transfer.Debit} to itself.");
            Add(seen, transfer.Debit, transfer.Currency, transfer.Minor);
            Add(seen, transfer.Credit, transfer.Currency, -(Int128)transfer.Minor);
        }
    }

    public override void Conclude(Facts facts)
    {
        Count("accounts", balances.Count);
        foreach (var currency in balances.GroupBy(account => account.Key.Currency))
        {
            var sum = currency.Aggregate(Int128.Zero, (sum, account) => sum + account.Value);
            if (sum != 0) Violate(default, $"All balances in {currency.Key} together are {sum}, not 0.");
        }
    }

    private void Add(Seen seen, string account, string currency, Int128 amount)
    {
        if (!chart.Any(known => account.StartsWith(known, StringComparison.Ordinal)))
            Violate(seen.Place, $"It posts to '{account}', which is not in the chart of accounts.");
        var key = (Control(account), currency);
        balances[key] = balances.GetValueOrDefault(key) + amount;
    }

    /// <summary>There is an account per order; together they are one.</summary>
    private static string Control(string account) =>
        account.StartsWith("escrow:", StringComparison.Ordinal) ? "escrow"
        : account.StartsWith("refund:pending:", StringComparison.Ordinal) ? "refund:pending"
        : account;
}

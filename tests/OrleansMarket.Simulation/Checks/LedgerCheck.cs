using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Simulation.Cluster;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Checks;

/// <summary>
/// The money, added up by other eyes than the market's: nothing is given that was not there (I1 to I3), each sum is
/// counted once, and in the end the provider's books say the same as the ledger.
/// </summary>
internal sealed class LedgerCheck(Watcher watcher, SimulatedProvider provider, Findings findings) : ICheck
{
    private readonly Dictionary<string, long> credits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> byRule = new(StringComparer.Ordinal);

    public void Saw(IReadOnlyList<Seen> append)
    {
        foreach (var seen in append)
        {
            foreach (var posting in seen.Events.OfType<IMoneyEvent>().SelectMany(moved => moved.Postings))
            {
                var amount = posting.Amount.Minor;
                findings.Require(amount > 0, "I1", $"{seen.Entry.Aggregate} posts {posting}.");
                credits[posting.Debit] = credits.GetValueOrDefault(posting.Debit) - amount;
                credits[posting.Credit] = credits.GetValueOrDefault(posting.Credit) + amount;
                if (posting.Debit == Account.PspCash) Count("in", posting);
                if (posting.Credit == Account.PspCash) Count("out", posting);
                NotOverdrawn(posting.Debit);
            }
        }

        // The ledger notes what the provider has done, never what it is yet to do.
        findings.Require(Sum("in", "P1") <= provider.Captured, "I4",
            $"{Sum("in", "P1")} is booked as captured, and the provider has {provider.Captured}.");
        findings.Require(Sum("out", "P5") <= provider.Refunded, "I3",
            $"{Sum("out", "P5")} is booked as refunded, and the provider has paid {provider.Refunded}.");
    }

    public void Settled()
    {
        findings.Require(Sum("in", "P1") == provider.Captured, "provider",
            $"{Sum("in", "P1")} is booked as captured, and the provider has {provider.Captured}.");
        findings.Require(Sum("out", "P5") == provider.Refunded, "provider",
            $"{Sum("out", "P5")} is booked as refunded, and the provider has paid {provider.Refunded}.");
        foreach (var (account, credit) in credits.Where(one => IsOfOneOrder(one.Key)))
            findings.Require(credit == 0, "I2", $"{account} still holds {credit}.");
        foreach (var (id, account) in watcher.All<SellerAccount.State>())
        {
            var earned = credits.GetValueOrDefault(Account.SellerPayable(Ids.Tail(id)));
            var payable = account.Payable.Values.Sum(balance => balance.Minor);
            findings.Require(earned == payable, "I17", $"{id} may pay out {payable}, and has {earned}.");
        }
    }

    private void NotOverdrawn(string account)
    {
        var isLiability = IsOfOneOrder(account) || account.EndsWith(":payable", StringComparison.Ordinal);
        if (isLiability)
            findings.Require(credits[account] >= 0, "I2", $"{account} gives {-credits[account]} more than it has.");
    }

    private static bool IsOfOneOrder(string account) =>
        account.StartsWith("escrow:", StringComparison.Ordinal)
        || account.StartsWith("refund:pending:", StringComparison.Ordinal);

    private void Count(string way, Posting posting) =>
        byRule[way + posting.Rule] = Sum(way, posting.Rule) + posting.Amount.Minor;

    private long Sum(string way, string rule) => byRule.GetValueOrDefault(way + rule);
}

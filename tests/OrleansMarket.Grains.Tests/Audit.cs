using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Auditing;

namespace OrleansMarket.Grains.Tests;

/// <summary>
/// Requires the invariants of DOMAIN.md §2.10 of everything that a market has ever stored, and that its grains show the
/// same.
/// </summary>
internal static class Audit
{
    /// <summary>What holds at any moment.</summary>
    public static Task<Books> Check(MarketCluster market) => Check(market, expectSettled: false);

    /// <summary>What holds once every deadline has passed: nobody is owed anything, and nothing is held.</summary>
    public static Task CheckSettled(MarketCluster market) => Check(market, expectSettled: true);

    /// <summary>Fails with every counter-example when an audit has found any.</summary>
    public static void IsClean(AuditReport report) => Assert.True(report.IsClean, Sentences(report));

    /// <summary>The counter-examples of a report.</summary>
    public static string Sentences(AuditReport report) => string.Join('\n', report.Invariants.SelectMany(invariant =>
        invariant.Examples.Select(one =>
            $"{invariant.Id} {one.Partition}/{one.Sequence} {one.Aggregate}#{one.Version}: {one.Sentence}")));

    private static async Task<Books> Check(MarketCluster market, bool expectSettled)
    {
        IsClean(await MarketAudit.Run(market.Store, Policy.Modern, new AuditOptions { ExpectSettled = expectSettled }));
        var (books, ledger, proofs) = await AtOneMoment(market);
        Assert.Equal(
            books.Accounts().Select(account => (account.Key, account.Value)),
            ledger.Select(account => ($"{account.Account} {account.Currency}", (account.Debit, account.Credit)))
                .OrderBy(account => account.Item1, StringComparer.Ordinal));
        foreach (var (id, proof) in proofs)
        {
            Assert.True(proof.Balanced);
            Assert.Equal(books.Holds(Account.Escrow(id)), proof.InEscrow.Minor);
        }

        return books;
    }

    /// <summary>
    /// What the journal and what the grains say, with nothing stored in between: a refund goes on by itself after the
    /// command that ordered it.
    /// </summary>
    private static async Task<(Books Books, AccountBalance[] Ledger, List<(string Order, OrderProof Proof)> Proofs)>
        AtOneMoment(MarketCluster market)
    {
        (Books, AccountBalance[], List<(string, OrderProof)>) read = default;
        await MarketCluster.Eventually(async () =>
        {
            var heads = await market.Store.ReadHeads();
            var books = await Books.Read(market.Store);
            var ledger = await market.Grains.Ledger().TrialBalance();
            var proofs = new List<(string, OrderProof)>();
            foreach (var id in books.Orders().Keys)
                proofs.Add((id, (await market.Grains.Order(id).Proof(MarketCluster.Operator))!));
            read = (books, ledger, proofs);
            return heads.SequenceEqual(await market.Store.ReadHeads());
        });
        return read;
    }
}

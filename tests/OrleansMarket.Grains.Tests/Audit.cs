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
        var books = await Books.Read(market.Store);
        await The_ledger_says_what_the_journal_says(market, books);
        foreach (var id in books.Orders().Keys)
        {
            var proof = await market.Grains.Order(id).Proof(MarketCluster.Operator);
            Assert.True(proof!.Balanced);
            Assert.Equal(books.Holds(Account.Escrow(id)), proof.InEscrow.Minor);
        }

        return books;
    }

    private static async Task The_ledger_says_what_the_journal_says(MarketCluster market, Books books)
    {
        var ledger = await market.Grains.Ledger().TrialBalance();
        Assert.Equal(
            books.Accounts().Select(account => (account.Key, account.Value)),
            ledger.Select(account => ($"{account.Account} {account.Currency}", (account.Debit, account.Credit)))
                .OrderBy(account => account.Item1, StringComparer.Ordinal));
    }
}

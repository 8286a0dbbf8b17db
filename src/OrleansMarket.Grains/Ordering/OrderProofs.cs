using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Machines;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Ordering;

/// <summary>Lists all that an order's money did, and adds it up.</summary>
internal static class OrderProofs
{
    public static OrderProof Prove(Order.OrderTerms terms, IEnumerable<Entry> entries, MarketMachines machines)
    {
        var postings = entries
            .OrderBy(entry => entry.At)
            .SelectMany(entry => machines.PostingsOf(entry).Select(posting => new PostingView(
                entry.At, posting.Rule, posting.Debit, posting.Credit, posting.Amount,
                $"{entry.Aggregate}#{entry.Version}")))
            .ToArray();
        var balances = postings
            .SelectMany(posting => new[]
            {
                (Account: posting.Debit, posting.Amount.Currency, Debit: posting.Amount.Minor, Credit: 0L),
                (Account: posting.Credit, posting.Amount.Currency, Debit: 0L, Credit: posting.Amount.Minor),
            })
            .GroupBy(side => (side.Account, side.Currency))
            .Select(account => new AccountBalance(account.Key.Account, account.Key.Currency.Code,
                account.Sum(side => side.Debit), account.Sum(side => side.Credit)))
            .OrderBy(balance => balance.Account, StringComparer.Ordinal)
            .ToArray();
        var held = balances.FirstOrDefault(balance => balance.Account == Account.Escrow(terms.Order));
        return new OrderProof(
            terms.Order, postings, balances, new Money(-(held?.Balance ?? 0), terms.ShippingFee.Currency),
            balances.Sum(balance => balance.Balance) == 0);
    }
}

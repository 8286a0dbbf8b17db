using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Stored;

namespace OrleansMarket.Grains.Tests;

/// <summary>Requires the invariants of DOMAIN.md §2.10 of everything that a market has ever stored.</summary>
internal static class Audit
{
    /// <summary>What holds at any moment.</summary>
    public static async Task<Books> Check(MarketCluster market)
    {
        var books = await Books.Read(market.Store);
        await I1_The_ledger_says_what_the_journal_says(market, books);
        foreach (var (id, order) in books.Orders()) await Money_of(market, books, id, order);
        foreach (var (id, history) in books.Histories(Ids.Stock, Codecs.Stock))
            await I6_Units_of(market, books, id, history);
        I13_Checkouts_are_all_or_none(books);
        I7_Coupons_are_as_many_as_were_claimed(books);
        I7_Flash_sales_keep_their_quota_and_limits(books);
        return books;
    }

    /// <summary>What holds once every deadline has passed: nobody is owed anything, and nothing is held.</summary>
    public static async Task CheckSettled(MarketCluster market)
    {
        var books = await Check(market);
        var orders = books.Orders();
        Assert.All(orders, one => Assert.True(
            one.Value is { Status: Order.Status.Finished or Order.Status.Closed } && Order.Owed(one.Value).Count == 0,
            $"{one.Key} is {one.Value.Status}, {one.Value.Escrow}."));
        var ledger = books.Accounts();
        Assert.All(ledger.Where(account => account.Key.StartsWith("escrow ", StringComparison.Ordinal)
            || account.Key.StartsWith("refund:pending ", StringComparison.Ordinal)),
            account => Assert.Equal(account.Value.Debit, account.Value.Credit));
        foreach (var (id, history) in books.Histories(Ids.Stock, Codecs.Stock))
        {
            var stock = history.Aggregate(Stock.State.Initial, Stock.Evolve);
            var sold = orders.Values.Where(order => order.Status == Order.Status.Finished)
                .SelectMany(order => order.Terms!.Lines)
                .Where(line => Ids.Stock + line.Sku == id)
                .Sum(line => line.Quantity);
            Assert.Equal((0, sold), (stock.Reserved, stock.Sold));
        }

        foreach (var (id, history) in books.Histories(Ids.Payment, Codecs.Payment))
            Assert.True(history[^1] is not Payment.Event.Started, $"{id} is still processing.");
        foreach (var (id, history) in books.Histories(Ids.Escrow, Codecs.Escrow))
        {
            var escrow = history.Aggregate(Escrow.State.Initial, Escrow.Evolve);
            Assert.True(Escrow.Owed(escrow).Count == 0, $"{id} owes a credit.");
        }

        foreach (var (id, history) in books.Histories(Ids.SellerAccount, Codecs.SellerAccount))
        {
            var account = history.Aggregate(SellerAccount.State.Initial, SellerAccount.Evolve);
            Assert.Equal(
                books.Holds(Account.SellerPayable(Ids.Tail(id))), account.Payable.Values.Sum(balance => balance.Minor));
            Assert.Equal(-books.Holds(Account.SellerReceivable(Ids.Tail(id))),
                account.Receivable.Values.Sum(balance => balance.Minor));
        }

        for (var partition = 0; partition < market.Store.Partitions; partition++)
            Assert.Empty(await market.Store.ReadDeadlines(partition, DateTimeOffset.MaxValue, 10));
    }

    private static async Task I1_The_ledger_says_what_the_journal_says(MarketCluster market, Books books)
    {
        var ledger = await market.Grains.Ledger().TrialBalance();
        Assert.Equal(
            books.Accounts().Select(account => (account.Key, account.Value)),
            ledger.Select(account => ($"{account.Account} {account.Currency}", (account.Debit, account.Credit)))
                .OrderBy(account => account.Item1, StringComparer.Ordinal));
        Assert.All(ledger.GroupBy(account => account.Currency), one =>
            Assert.Equal(0, one.Sum(account => account.Balance)));
    }

    /// <summary>
    /// I2, I3, I4: what came in for an order is held, with its seller or with its buyer, and it was paid once.
    /// </summary>
    private static async Task Money_of(MarketCluster market, Books books, string id, Order.State order)
    {
        var (escrow, held) = (Account.Escrow(id), 0L);
        foreach (var move in books.Moves)
        {
            held += Books.Effect(move, escrow);
            Assert.True(held >= 0, $"{id} gives {-held} more than it has.");
        }

        var (paid, total) = (order.PaidAt is not null, order.Terms!.Total.Minor);
        Assert.Equal(paid ? total : 0, Sum("P1", Ids.EscrowOf(id)));
        Assert.Equal(paid ? order.Terms.Subsidy.Minor : 0, Sum("P2", Ids.EscrowOf(id)));
        Assert.Equal(order.Returned.Count * total, Sum("P1", id));
        var isHeld = order.Escrow
            is Order.EscrowStatus.Held or Order.EscrowStatus.Releasing or Order.EscrowStatus.Refunding;
        if (!isHeld) Assert.Equal(0, held);

        var proof = await market.Grains.Order(id).Proof(MarketCluster.Operator);
        Assert.True(proof!.Balanced);
        Assert.Equal(held, proof.InEscrow.Minor);

        long Sum(string rule, string aggregate) =>
            books.Moves.Where(move => move.Rule == rule && move.Aggregate == aggregate).Sum(move => move.Minor);
    }

    private static async Task I6_Units_of(MarketCluster market, Books books, string id, Stock.Event[] history)
    {
        var stock = Stock.State.Initial;
        foreach (var happened in history)
        {
            stock = Stock.Evolve(stock, happened);
            Assert.True(
                stock is { Available: >= 0, OnHand: >= 0, Reserved: >= 0, Sold: >= 0 }, $"{id} is oversold: {stock}");
            Assert.Equal(stock.Stocked, stock.OnHand + stock.Sold);
            Assert.Equal(stock.Reserved, stock.Reservations.Values.Where(one => !one.IsSold).Sum(one => one.Quantity));
        }

        var view = await market.Grains.Stock(Ids.Tail(id)).View();
        Assert.Equal(
            new StockView(stock.OnHand, stock.Reserved, stock.Sold, stock.Stocked), view with { Sale = null });
    }

    /// <summary>After every event, by the most that the seller ever offered in the sale.</summary>
    private static void I7_Flash_sales_keep_their_quota_and_limits(Books books)
    {
        var listings = books.Histories(Ids.Listing, Codecs.Listing);
        foreach (var (id, history) in books.Histories(Ids.Stock, Codecs.Stock))
        {
            var sales = !listings.TryGetValue(Ids.Listing + Ids.Tail(id), out var offered) ? [] : offered
                .OfType<Listing.Event.Offered>().Select(one => one.Offer.Sale).OfType<Listing.Sale>().ToArray();
            var stock = Stock.State.Initial;
            foreach (var happened in history)
            {
                stock = Stock.Evolve(stock, happened);
                foreach (var (from, share) in stock.Sales)
                {
                    var known = sales.Where(sale => sale.From == from).ToArray();
                    Assert.InRange(share.Units, 0, known.Max(sale => sale.Quota));
                    Assert.All(share.Buyers.Values, units =>
                        Assert.InRange(units, 1, known.Max(sale => sale.PerBuyer ?? sale.Quota)));
                }
            }
        }
    }

    private static void I13_Checkouts_are_all_or_none(Books books)
    {
        var promised = books.Histories(Ids.Checkout, Codecs.Checkout).Values
            .Select(history => Assert.Single(history)).OfType<Checkout.Event.Placed>()
            .SelectMany(placed => placed.Orders).Select(order => (order.Order, order.Total)).Order();
        Assert.Equal(promised, books.Orders().Select(order => (order.Key, order.Value.Terms!.Total)).Order());
    }

    private static void I7_Coupons_are_as_many_as_were_claimed(Books books)
    {
        foreach (var (id, history) in books.Histories(Ids.Campaign, Codecs.Campaign))
        {
            var campaign = history.Aggregate(Campaign.State.Initial, Campaign.Evolve);
            var coupons = books.Histories(Ids.CouponOf(id, 0)[..^1], Codecs.Coupon);
            Assert.Equal(campaign.Issued, coupons.Count);
            Assert.True(campaign.Taken <= campaign.Offer!.Quota);
            Assert.All(campaign.Buyers.Values, one => Assert.InRange(one, 1, campaign.Offer.PerBuyer));
            if (campaign.Offer.Code is null) continue;

            // A place is free only when the use that had it came to nothing.
            var held = coupons.Values.Select(events => events.Aggregate(Coupon.State.Initial, Coupon.Evolve))
                .Count(use => use.Status is Coupon.Status.Locked or Coupon.Status.Redeemed);
            Assert.True(held <= campaign.Taken, $"{id} has {campaign.Taken} places taken for {held} uses.");
        }
    }
}

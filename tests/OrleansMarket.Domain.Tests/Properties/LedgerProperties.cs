namespace OrleansMarket.Domain.Tests;

public sealed class LedgerProperties
{
    /// <summary>What the escrow has done is said by the escrow alone.</summary>
    private static readonly Order.Command[] Commands =
    [
        .. OrderTable.Commands.Select(asked => asked.Command).Where(command => command is not
            (Order.Command.EscrowDone or Order.Command.RefundDone or Order.Command.AdjustPrice)),
        new Order.Command.RequestCancellation(1, Order.CancelReason.Other, [new(0, 1)]),
        new Order.Command.OnDispute(new Dispute.Command.Judge(Complaint.SevenByPlatform)),
    ];

    private static readonly Gen<Order.Line> SomeLine = Gen.Select(
        Gen.Int[1, 5], Gen.Long[1, 3_000], Gen.Double[0, 1], Gen.Double[0, 1], (quantity, price, store, platform) =>
        {
            var subtotal = price * quantity;
            var seller = (long)(subtotal * store);
            var subsidy = (long)((subtotal - seller) * platform);
            return new Order.Line("sku", "A thing", quantity, Usd(price), Usd(seller), Usd(subsidy));
        });

    private static readonly Gen<Order.OrderTerms> SomeTerms = Gen.Select(SomeLine.Array[1, 4], Gen.Long[0, 2_000],
        (lines, shipping) => Terms with { Lines = lines, ShippingFee = Usd(shipping) });

    private static readonly Gen<(Order.OrderTerms, Stride[])> Histories =
        Gen.Select(SomeTerms, Stride.Any.Array[0, 40]);

    [Fact]
    public void I1_I2_The_books_are_right_at_every_moment() =>
        Histories.Sample((terms, strides) => Live(terms, strides, books =>
        {
            Assert.Equal(Usd(0), books.Ledger.Values.Sum(Currency.Usd));
            var held = Escrow.Balance(books.Escrow, Currency.Usd);
            Assert.Equal(Usd(0) - held, books.Balance(Account.Escrow(terms.Order)));
            Assert.Equal(books.Order.PaidAt is not null, books.Escrow.Status != Escrow.Status.Empty);
            Assert.True(
                books.Balance(Account.PspCash) + books.Balance(Account.SellerReceivable(terms.Seller)) >= Usd(0),
                "The provider has paid out more than it had and is owed.");
            // Who decides and who pays agree on what is left, as soon as what was decided is carried out.
            if (Order.Owed(books.Order).Count == 0
                && books.Escrow.Status is Escrow.Status.Held or Escrow.Status.Released)
                Assert.Equal(Order.Refundable(books.Order), Escrow.Refundable(books.Escrow));
            if (Escrow.Owed(books.Escrow).Count > 0) return;
            Assert.Equal(Usd(0) - SellerAccount.Of(books.Seller.Payable, Currency.Usd),
                books.Balance(Account.SellerPayable(terms.Seller)));
        }), iter: 600);

    [Fact]
    public void G10_When_all_is_settled_every_account_has_what_it_should() => Histories.Sample((terms, strides) =>
    {
        var books = Live(terms, strides, _ => { });
        for (var i = 0; Order.DueAt(books.Order) is { } due; i++)
        {
            Assert.True(i < 20, "There is always one more deadline.");
            books.Now = books.Now > due ? books.Now : due;
            books.Ask(new Order.Command.Elapsed());
            books.CarryOut();
        }

        books.CarryOut();
        books.SettleRefunds();
        books.Ask(new SellerAccount.Command.PayOut("the rest", SellerAccount.Of(books.Seller.Payable, Currency.Usd)));

        Expect(Account.Escrow(terms.Order), Usd(0));
        Expect(Account.RefundPending(terms.Order), Usd(0));
        Expect(Account.SellerPayable(terms.Seller), Usd(0));
        if (books.Order.Status == Order.Status.Closed)
            Assert.All(books.Ledger.Values, left => Assert.True(left.IsZero));

        // What the seller cannot give back is still missing; but for that, the fee is all that stays at the provider.
        if (books.Balance(Account.SellerReceivable(terms.Seller)).IsPositive || books.Seller.Payouts.Count == 0) return;
        Expect(Account.PspCash, Usd(0) - books.Balance(Account.Commission));
        Expect(Account.PlatformCash,
            Usd(0) - books.Balance(Account.CouponSubsidy) - books.Balance(Account.Guarantee));

        void Expect(string account, Money balance) =>
            Assert.Equal((account, balance), (account, books.Balance(account)));
    }, iter: 600);

    private static Books Live(Order.OrderTerms terms, Stride[] strides, Action<Books> look)
    {
        var books = new Books(terms, Policy.Modern);
        books.Ask(new Order.Command.Place(terms));
        var commands = Commands.Select(command => command is Order.Command.Capture capture
            ? capture with { Amount = terms.Total } : command).ToArray();
        for (var i = 0; i < strides.Length; i++)
        {
            var (choice, usefully, later) = strides[i];
            books.Now += later > TimeSpan.Zero ? later : TimeSpan.Zero;
            var useful = usefully ? commands.Where(command => Follows(books, command)).ToArray() : [];
            var choices = useful.Length > 0 ? useful : commands;
            books.Ask(choice % 5 == 0 ? new Order.Command.Elapsed() : choices[choice % choices.Length]);
            if (choice % 3 == 0) books.CarryOut();
            if (choice % 7 == 0) books.SettleRefunds();
            if (choice % 11 == 0) books.Ask(new SellerAccount.Command.PayOut($"pyt_{i}", Usd(choice)));
            look(books);
        }

        return books;
    }

    private static bool Follows(Books books, Order.Command command) =>
        Order.Decide(books.Order, command, Policy.Modern, books.Now).Events.Count > 0;
}

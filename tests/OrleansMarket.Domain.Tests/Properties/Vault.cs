namespace OrleansMarket.Domain.Tests;

/// <summary>One thing that is done with the money of some order.</summary>
internal sealed record Move(Vault.Kind Kind, int Order, int Number, int Share)
{
    public static Gen<Move> Any { get; } = Gen.Select(
        Gen.Frequency(
            (4, Gen.Const(Vault.Kind.Hold)), (6, Gen.Const(Vault.Kind.Refund)), (2, Gen.Const(Vault.Kind.Guarantee)),
            (1, Gen.Const(Vault.Kind.RefundRest)), (1, Gen.Const(Vault.Kind.ChargeBack)),
            (3, Gen.Const(Vault.Kind.Release)), (4, Gen.Const(Vault.Kind.Tell)),
            (2, Gen.Const(Vault.Kind.SettleRefund)), (4, Gen.Const(Vault.Kind.PayOut))),
        Gen.Int[0, 3], Gen.Int[0, 30], Gen.Int[0, 120],
        (kind, order, number, share) => new Move(kind, order, number, share));
}

/// <summary>
/// The money of several orders of one seller with their refunds and his account, joined as the grains join them: steps
/// are told late, twice, and never in step with each other. Debits count up, credits down.
/// </summary>
internal sealed class Vault(Escrow.Deposit[] deposits)
{
    private readonly Escrow.State[] escrows = [.. deposits.Select(_ => Escrow.State.Initial)];
    private readonly Dictionary<string, Money> ledger = [];
    private readonly Dictionary<string, Refund.State> refunds = [];
    private readonly List<(string Order, Money Cash)> returned = [];
    private SellerAccount.State seller = SellerAccount.State.Initial;

    public enum Kind
    {
        Hold,
        Refund,
        Guarantee,
        RefundRest,
        ChargeBack,
        Release,
        Tell,
        SettleRefund,
        PayOut,
    }

    public void Do(Move move)
    {
        var order = move.Order % escrows.Length;
        switch (move.Kind)
        {
            case Kind.Hold: Ask(order, new Escrow.Command.Hold(deposits[order])); break;
            case Kind.Refund: Ask(order, Some(order, move, false)); break;
            case Kind.Guarantee: Ask(order, Some(order, move, true)); break;
            case Kind.RefundRest: Ask(order, new Escrow.Command.RefundRest(move.Number, "")); break;
            case Kind.ChargeBack: Ask(order, new Escrow.Command.ChargeBack(move.Number, "")); break;
            case Kind.Release: Ask(order, new Escrow.Command.Release()); break;
            case Kind.Tell: Tell(order, move.Number); break;
            case Kind.PayOut: PayOut(move); break;
            default:
                if (refunds.Keys.Order().ElementAtOrDefault(move.Number) is { } refund)
                    Ask(refund, new Refund.Command.Settle());
                break;
        }
    }

    /// <summary>Tells everybody everything, pays all refunds, and pays the seller out.</summary>
    public void Settle()
    {
        for (var order = 0; order < escrows.Length; order++)
            while (Escrow.Owed(escrows[order]).Count > 0) Tell(order, 0);
        foreach (var refund in refunds.Keys.ToArray()) Ask(refund, new Refund.Command.Settle());
        Ask(new SellerAccount.Command.PayOut("the rest", Has(seller.Payable)));
    }

    public void CheckEachMoment()
    {
        Assert.Equal(Usd(0), ledger.Values.Sum(Currency.Usd));
        foreach (var (escrow, deposit) in escrows.Zip(deposits))
        {
            var held = Escrow.Balance(escrow, Currency.Usd);
            Assert.True(held >= Usd(0), $"The escrow holds {held}.");
            Assert.Equal(Usd(0) - held, Balance(Account.Escrow(deposit.Order)));
            if (escrow.Status is not Escrow.Status.Held) Assert.Equal(Usd(0), held);
            var back = returned.Where(one => one.Order == deposit.Order).Sum(Currency.Usd, one => one.Cash);
            Assert.True(back <= deposit.Cash, $"{back} of {deposit.Cash} went back.");
            Assert.All(Escrow.Refundable(escrow), left => Assert.True(left >= Usd(0)));
            if (escrow.Deposit is not null)
                Assert.Equal(deposit.Cash - back, Escrow.Refundable(escrow).Sum(Currency.Usd));
        }

        // The platform has brought what it pays, so only what the seller owes can be missing at the provider.
        var owed = Balance(Account.SellerReceivable("seller_1"));
        Assert.True(Balance(Account.PspCash) + owed >= Usd(0), $"The provider misses more than {owed}.");
    }

    public void CheckTheEnd()
    {
        var zero = Usd(0);
        var released = escrows.Where(one => one.Status == Escrow.Status.Released).ToArray();
        var (fee, tax) = (Kept(one => one.Commission), Kept(one => one.Tax));
        var held = escrows.Where(one => one.Status == Escrow.Status.Held).ToArray();
        var heldCash = Left(held, one => one.Cash);
        var guarantee = escrows.SelectMany(one => one.Reversed).Sum(Currency.Usd, one => one.Guarantee);
        var (receivable, promised) = (Has(seller.Receivable), Has(seller.Subsidies));
        var brought = Kept(one => one.Subsidy + one.Coins) - promised;
        var paid = seller.Payouts.Sum(Currency.Usd, one => one.Amount);

        Expect(Account.Commission, zero - fee);
        Expect(Account.TaxPayable, zero - tax);
        Expect(Account.CouponSubsidy, Left([.. released, .. held], one => one.Subsidy));
        Expect(Account.CoinsSubsidy, Left([.. released, .. held], one => one.Coins));
        Expect(Account.Guarantee, guarantee);
        Expect(Account.PlatformCash, zero - brought - guarantee);
        Expect(Account.SellerReceivable("seller_1"), receivable);
        Expect(Account.SellerPayable("seller_1"), zero);
        Expect(Account.PspCash, heldCash + fee + tax - receivable - promised);
        foreach (var deposit in deposits) Expect(Account.RefundPending(deposit.Order), zero);

        // I17: all that he was paid is what he keeps of his sales, and what he owes.
        Assert.Equal(Kept(one => one.Net), paid - receivable);

        Money Kept(Func<Escrow.Reversal, Money> what) => Left(released, what);
        void Expect(string account, Money balance) => Assert.Equal((account, balance), (account, Balance(account)));
    }

    /// <summary>What of some deposits has not gone back.</summary>
    private static Money Left(Escrow.State[] some, Func<Escrow.Reversal, Money> what) => some.Sum(Currency.Usd, one =>
        one.Reversed.Sum(Currency.Usd, back =>
        {
            var part = one.Deposit!.Parts[back.Part];
            var whole = new Escrow.Reversal(back.Part, part.Cash, part.Subsidy, part.Coins ?? Usd(0),
                part.Commission, part.Tax ?? Usd(0), Usd(0));
            return what(whole) - what(back);
        }));

    private static Money Has(System.Collections.Immutable.ImmutableDictionary<Currency, Money> balances) =>
        SellerAccount.Of(balances, Currency.Usd);

    private Money Balance(string account) => ledger.GetValueOrDefault(account, Usd(0));

    private Escrow.Command.Refund Some(int order, Move move, bool byPlatform)
    {
        var left = Escrow.Refundable(escrows[order]);
        var parts = Enumerable.Range(0, Math.Max(1, left.Count)).Where(part => (move.Share + part) % 2 == 0).Append(0);
        return new(move.Number, [.. parts.Distinct().Select(part =>
        {
            var all = left.ElementAtOrDefault(part) is { Minor: > 0 } some ? some : Usd(0);
            var cash = Usd(all.Minor * move.Share / 100);
            return new Escrow.Share(part, cash, cash == all);
        })], "", byPlatform);
    }

    private void PayOut(Move move)
    {
        var share = Usd(Has(seller.Payable).Minor * move.Share / 100);
        Ask(new SellerAccount.Command.PayOut($"pyt_{move.Number}", share));
    }

    private void Tell(int order, int number)
    {
        var steps = Escrow.Owed(escrows[order]);
        if (steps.Count == 0) return;
        var (told, done) = Telling.Of(steps[number % steps.Count]);
        Ask(told);
        if (number % 4 == 1) Ask(told);
        if (number % 4 != 2) Ask(order, done);
    }

    private void Ask(int order, Escrow.Command command)
    {
        var happened = Escrow.Decide(escrows[order], command).Events;
        escrows[order] = happened.Aggregate(escrows[order], Escrow.Evolve);
        var id = deposits[order].Order;
        foreach (var one in happened)
        {
            Post(one);
            if (one is Escrow.Event.ChargedBack lost) returned.Add((id, lost.Amount));
            if (Telling.RefundBornOf(one) is not var (number, amount)) continue;
            returned.Add((id, amount));
            var refund = $"{id}/{number}";
            Assert.False(refunds.ContainsKey(refund), $"{refund} is born twice.");
            Ask(refund, new Refund.Command.Open(new(refund, id, "pay_1", "buyer_1", amount, "", number)));
        }
    }

    private void Ask(SellerAccount.Command command)
    {
        var happened = SellerAccount.Decide(seller, command, Midnight).Events;
        seller = happened.Aggregate(seller, SellerAccount.Evolve);
        foreach (var one in happened) Post(one);
    }

    private void Ask(string refund, Refund.Command command)
    {
        var state = refunds.GetValueOrDefault(refund, Refund.State.Initial);
        var happened = Refund.Decide(state, command, Midnight).Events;
        refunds[refund] = happened.Aggregate(state, Refund.Evolve);
        foreach (var one in happened) Post(one);
    }

    private void Post(object happened)
    {
        if (happened is not IMoneyEvent { Postings: var postings }) return;
        foreach (var posting in postings)
        {
            Assert.True(posting.Amount.IsPositive && posting.Debit != posting.Credit, $"{posting} moves nothing.");
            ledger[posting.Debit] = Balance(posting.Debit) + posting.Amount;
            ledger[posting.Credit] = Balance(posting.Credit) - posting.Amount;
        }
    }
}

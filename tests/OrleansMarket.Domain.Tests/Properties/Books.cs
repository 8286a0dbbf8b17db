namespace OrleansMarket.Domain.Tests;

/// <summary>
/// One order with its escrow, refunds and seller account, as the grains join them, and the ledger of all their
/// postings: debits count up, credits down.
/// </summary>
internal sealed class Books(Order.OrderTerms terms, Policy policy)
{
    private readonly Dictionary<string, Money> ledger = [];
    private readonly Dictionary<string, Refund.State> refunds = [];

    public Order.State Order { get; private set; } = Domain.Order.State.Initial;

    public Escrow.State Escrow { get; private set; } = Domain.Escrow.State.Initial;

    public SellerAccount.State Seller { get; private set; } = SellerAccount.State.Initial;

    public DateTimeOffset Now { get; set; } = Midnight;

    public IReadOnlyDictionary<string, Money> Ledger => ledger;

    public Money Balance(string account) => ledger.GetValueOrDefault(account, Usd(0));

    public void Ask(Order.Command command)
    {
        foreach (var happened in Domain.Order.Decide(Order, command, policy, Now).Events)
        {
            Order = Domain.Order.Evolve(Order, happened);
            Post(happened);
            if (happened is Order.Event.Paid paid)
                Ask(new Escrow.Command.Hold(Domain.Escrow.DepositOf(terms, paid.Payment, policy)));
            if (happened is Order.Event.CaptureReturned returned)
                Open($"rfd_{returned.Refund}", returned.Payment, returned.Amount);
        }
    }

    public void CarryOut()
    {
        while (Domain.Order.Owed(Order) is [var step, ..])
        {
            if (Telling.AskedBy(step) is { } asked) Ask(asked);
            Ask(Telling.DoneOf(step));
        }

        while (Domain.Escrow.Owed(Escrow) is [var step, ..])
        {
            var (told, done) = Telling.Of(step);
            Ask(told);
            Ask(done);
        }
    }

    public void SettleRefunds()
    {
        foreach (var (id, _) in refunds.ToArray()) Ask(id, new Refund.Command.Settle());
    }

    public void Ask(SellerAccount.Command command)
    {
        var happened = SellerAccount.Decide(Seller, command, Now).Events;
        Seller = happened.Aggregate(Seller, SellerAccount.Evolve);
        foreach (var one in happened) Post(one);
    }

    private void Ask(Escrow.Command command)
    {
        var happened = Domain.Escrow.Decide(Escrow, command).Events;
        Escrow = happened.Aggregate(Escrow, Domain.Escrow.Evolve);
        foreach (var one in happened) Post(one);
        foreach (var (number, amount) in happened.Select(Telling.RefundBornOf).OfType<(int, Money)>())
            Open($"rfd_{number}", Escrow.Deposit!.Payment, amount);
    }

    private void Open(string refund, string payment, Money amount) =>
        Ask(refund, new Refund.Command.Open(new(refund, terms.Order, payment, terms.Buyer, amount, "")));

    private void Ask(string refund, Refund.Command command)
    {
        var state = refunds.GetValueOrDefault(refund, Refund.State.Initial);
        var happened = Refund.Decide(state, command, Now).Events;
        refunds[refund] = happened.Aggregate(state, Refund.Evolve);
        foreach (var one in happened) Post(one);
    }

    private void Post(object happened)
    {
        if (happened is not IMoneyEvent { Postings: var postings }) return;
        foreach (var posting in postings)
        {
            ledger[posting.Debit] = Balance(posting.Debit) + posting.Amount;
            ledger[posting.Credit] = Balance(posting.Credit) - posting.Amount;
        }
    }
}

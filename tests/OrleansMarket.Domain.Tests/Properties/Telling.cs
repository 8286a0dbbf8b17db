namespace OrleansMarket.Domain.Tests;

/// <summary>What an escrow's events and steps mean to its neighbours, as the grains join them.</summary>
internal static class Telling
{
    /// <summary>What the seller's account is asked, and what the escrow learns when that is done.</summary>
    public static (SellerAccount.Command Told, Escrow.Command Done) Of(Escrow.Step step) => step switch
    {
        Escrow.Step.CreditSeller credit => (
            new SellerAccount.Command.Credit(credit.Seller, credit.Order, credit.Net, credit.Subsidy),
            new Escrow.Command.SellerCredited()),
        Escrow.Step.DebitSeller debit => (
            new SellerAccount.Command.Debit(
                debit.Seller, $"{debit.Order}/{debit.Number}", debit.Order, debit.Amount, debit.Subsidy),
            new Escrow.Command.SellerDebited(debit.Number)),
        _ => throw new ArgumentException($"{step} is told to nobody."),
    };

    /// <summary>What the order learns when a step is carried out.</summary>
    public static Order.Command DoneOf(Order.Step step) => step switch
    {
        Order.Step.PayNothing => new Order.Command.Capture("none", Usd(0), GoodsAreCommitted: true),
        Order.Step.FreeGoods => new Order.Command.GoodsFreed(),
        Order.Step.TakeBack back => new Order.Command.TakenBack(back.Id),
        Order.Step.ReturnCoupons => new Order.Command.CouponsReturned(),
        Order.Step.RenewHolds => new Order.Command.HoldsRenewed(),
        Order.Step.RefundPart part => new Order.Command.RefundDone(part.Refund.Number),
        Order.Step.Strike => new Order.Command.StrikeNoted(),
        Order.Step.GrantCoins => new Order.Command.CoinsGranted(),
        Order.Step.ReleaseEscrow or Order.Step.RefundEscrow => new Order.Command.EscrowDone(),
        _ => throw new ArgumentException($"{step} is told to nobody."),
    };

    /// <summary>What a step of the order asks of its escrow; null when it is not about money.</summary>
    public static Escrow.Command? AskedBy(Order.Step step) => step switch
    {
        Order.Step.ReleaseEscrow => new Escrow.Command.Release(),
        Order.Step.RefundEscrow { Because: Order.CloseReason.ChargeBackLost } => new Escrow.Command.ChargeBack(0, ""),
        Order.Step.RefundEscrow refund => new Escrow.Command.RefundRest(0, $"{refund.Because}"),
        Order.Step.RefundPart { Refund: { Because: Order.RefundReason.ChargeBack } lost } =>
            new Escrow.Command.ChargeBack(lost.Number, ""),
        Order.Step.RefundPart { Refund: var part } =>
            new Escrow.Command.Refund(part.Number, part.Shares, $"{part.Because}", part.ByPlatform),
        _ => null,
    };

    /// <summary>Number and amount of the refund that is born with an event; null when none is.</summary>
    public static (int Number, Money Amount)? RefundBornOf(Escrow.Event happened) => happened switch
    {
        Escrow.Event.PartRefunded { Amount.IsPositive: true } part => (part.Number, part.Amount),
        Escrow.Event.Refunded { Amount: { IsPositive: true } amount, Number: { } number } => (number, amount),
        _ => null,
    };
}

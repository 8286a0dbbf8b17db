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

    /// <summary>Number and amount of the refund that is born with an event; null when none is.</summary>
    public static (int Number, Money Amount)? RefundBornOf(Escrow.Event happened) => happened switch
    {
        Escrow.Event.PartRefunded { Amount.IsPositive: true } part => (part.Number, part.Amount),
        Escrow.Event.Refunded { Amount: { IsPositive: true } amount, Number: { } number } => (number, amount),
        _ => null,
    };
}

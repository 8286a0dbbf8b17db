using OrleansMarket.Domain;

namespace OrleansMarket.Grains.SellerSales;

/// <summary>What a seller's orders came to, in minor units of one currency.</summary>
internal readonly record struct SalesFigures(
    long Orders, long Gross, long Refunded, long Commission, long Released, long TakenBack)
{
    private const string OfEscrow = "escrow:", OfRefund = "refund:pending:", OfSeller = "seller:";

    /// <summary>Both together.</summary>
    public static SalesFigures operator +(SalesFigures one, SalesFigures other) => checked(new(
        one.Orders + other.Orders, one.Gross + other.Gross, one.Refunded + other.Refunded,
        one.Commission + other.Commission, one.Released + other.Released, one.TakenBack + other.TakenBack));

    /// <summary>What one posting of an escrow account says.</summary>
    public static SalesFigures Of(Posting posting)
    {
        var (debit, credit, minor) = (posting.Debit, posting.Credit, posting.Amount.Minor);
        // A charge-back is paid out of the provider's account; what the platform brings there is its own affair.
        var isChargedBack = credit == Account.PspCash && debit != Account.PlatformCash;
        return new(
            0,
            debit == Account.PspCash && Is(credit, OfEscrow) ? minor : 0,
            Is(credit, OfRefund) || isChargedBack ? minor : 0,
            credit == Account.Commission ? minor : debit == Account.Commission ? -minor : 0,
            Is(credit, OfSeller) ? minor : 0,
            Is(debit, OfSeller) ? minor : 0);
    }

    /// <summary>The seller that a posting names; null when it names none.</summary>
    public static string? SellerOf(Posting posting) =>
        Is(posting.Credit, OfSeller) ? Name(posting.Credit) : Is(posting.Debit, OfSeller) ? Name(posting.Debit) : null;

    private static bool Is(string account, string kind) => account.StartsWith(kind, StringComparison.Ordinal);

    private static string Name(string account) => account[OfSeller.Length..account.LastIndexOf(':')];
}

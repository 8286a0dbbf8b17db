using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>
/// Money that moves from one ledger account to another: debit one, credit the other, the same amount.
/// </summary>
/// <remarks>Both sides are one record, so a posting that does not balance cannot be written down.</remarks>
/// <param name="Rule">The row of the posting table it follows, <c>P1</c> to <c>P10</c>.</param>
/// <param name="Debit">The account debited.</param>
/// <param name="Credit">The account credited.</param>
/// <param name="Amount">More than zero.</param>
public sealed record Posting(string Rule, string Debit, string Credit, Money Amount)
{
    /// <summary>The postings of which the amount is not zero: a rule often has parts that do not apply.</summary>
    public static IReadOnlyList<Posting> Of(params ReadOnlySpan<Posting> postings)
    {
        var moved = new List<Posting>(postings.Length);
        foreach (var posting in postings)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(posting.Amount.Minor);
            if (posting.Amount.IsPositive) moved.Add(posting);
        }

        return moved;
    }

    /// <summary>
    /// The postings that take from these accounts and give to those: the sums are the same, and each amount taken is
    /// given on in the order of the accounts.
    /// </summary>
    public static IReadOnlyList<Posting> Between(
        string rule,
        IReadOnlyList<(string Account, Money Amount)> from,
        IReadOnlyList<(string Account, Money Amount)> to)
    {
        var moved = new List<Posting>();
        var (next, room) = (0, to[0].Amount);
        foreach (var (debit, amount) in from)
        {
            for (var left = amount; left.IsPositive;)
            {
                while (!room.IsPositive) room = to[++next].Amount;
                var part = Money.Min(left, room);
                moved.Add(new(rule, debit, to[next].Account, part));
                (left, room) = (left - part, room - part);
            }
        }

        var (taken, given) = (from.Sum(side => side.Amount.Minor), to.Sum(side => side.Amount.Minor));
        if (taken != given || from.Concat(to).Any(side => side.Amount.Minor < 0))
            throw new UnreachableException($"{rule} takes {taken} and gives {given}.");
        return moved;
    }
}

/// <summary>An event that moves money.</summary>
public interface IMoneyEvent
{
    /// <summary>What moves, from where to where.</summary>
    IReadOnlyList<Posting> Postings { get; }
}

/// <summary>The names of the ledger accounts (DOMAIN.md §2.9), one set per currency.</summary>
public static class Account
{
    /// <summary>Asset: money at the payment provider.</summary>
    public const string PspCash = "psp:cash";

    /// <summary>Expense: discounts that the platform pays for.</summary>
    public const string CouponSubsidy = "platform:coupon-subsidy";

    /// <summary>Expense: what coins take off, which the platform pays for.</summary>
    public const string CoinsSubsidy = "platform:coins-subsidy";

    /// <summary>Expense: refunds that the platform pays in a seller's place.</summary>
    public const string Guarantee = "platform:guarantee";

    /// <summary>Liability: owed to the tax office.</summary>
    public const string TaxPayable = "tax:payable";

    /// <summary>Revenue: the platform's fee.</summary>
    public const string Commission = "platform:commission";

    /// <summary>Asset: the platform's own money, which funds the subsidies and guarantees.</summary>
    public const string PlatformCash = "platform:cash";

    /// <summary>Liability: held for one order.</summary>
    public static string Escrow(string order) => $"escrow:{order}";

    /// <summary>Liability: owed to the buyer of one order, on its way.</summary>
    public static string RefundPending(string order) => $"refund:pending:{order}";

    /// <summary>Liability: earned by a seller and not paid out.</summary>
    public static string SellerPayable(string seller) => $"seller:{seller}:payable";

    /// <summary>Asset: owed by a seller for refunds of orders that he was paid for.</summary>
    public static string SellerReceivable(string seller) => $"seller:{seller}:receivable";
}

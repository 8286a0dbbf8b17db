namespace OrleansMarket.Domain;

/// <summary>Why a payment provider declines (DOMAIN.md §1.8), and what the buyer can do about it.</summary>
/// <param name="Code">Stable for ever.</param>
/// <param name="Message">In the words of the help page that the market follows, where it has them.</param>
/// <param name="Retry">
/// What to do next: <c>correct</c>, <c>later</c>, <c>other_method</c>, <c>authenticate</c> or <c>again</c>.
/// </param>
public sealed record PaymentFailure(string Code, string Message, string Retry)
{
    private static readonly Dictionary<string, PaymentFailure> ByCode = new PaymentFailure[]
    {
        new("card_number_invalid", "The card number was invalid. Check it and pay again.", "correct"),
        new("insufficient_funds", "There were insufficient funds. Pay later or by another method.", "later"),
        new("limit_exceeded", "The limit of the card was exceeded. Pay later or with another card.", "later"),
        new("security_code_invalid", "The 3-digit security code was invalid. Check it and pay again.", "correct"),
        new("verification_failed",
            "The verification was unsuccessful. Pay again and confirm it with your bank.", "authenticate"),
        new("expired_card", "The card has expired. Pay with another card.", "other_method"),
        new("do_not_honor",
            "The bank declined without a reason. Ask your bank, or pay by another method.", "other_method"),
        new("processing_error",
            "The payment provider could not process the payment. Nothing was taken; pay again.", "again"),
        new("risk_rejected", "The payment was rejected by risk control. Pay by another method.", "other_method"),
        new("not_captured", "The payment provider never answered, and nothing was taken. Pay again.", "again"),
    }.ToDictionary(failure => failure.Code);

    /// <summary>All of them.</summary>
    public static IEnumerable<PaymentFailure> All => ByCode.Values;

    /// <summary>
    /// The failure of a code; unknown codes of a provider read as <c>do_not_honor</c> with their own code.
    /// </summary>
    public static PaymentFailure Of(string code) =>
        ByCode.TryGetValue(code, out var known) ? known : ByCode["do_not_honor"] with { Code = code };
}

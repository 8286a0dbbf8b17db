using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Paying;

/// <summary>
/// The payment provider. Every question carries a key; the same key is the same charge or refund for ever, however
/// often it is asked.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Whether a payment method is known.</summary>
    bool Knows(string method);

    /// <summary>Takes an amount, or says what became of the charge of this key.</summary>
    /// <exception cref="TimeoutException">No answer. Nothing is known; ask again with the same key.</exception>
    Task<Charge> Charge(string key, Money amount, string method);

    /// <summary>Pays an amount of a payment back; returns when the provider has accepted it.</summary>
    /// <exception cref="TimeoutException">No answer. Nothing is known; ask again with the same key.</exception>
    Task Refund(string key, string payment, Money amount);
}

/// <summary>
/// What the provider says of a charge: captured, or declined with a code of <see cref="PaymentFailure"/>.
/// </summary>
public readonly record struct Charge(string? Declined)
{
    /// <summary>The money is there.</summary>
    public static Charge Captured => default;
}

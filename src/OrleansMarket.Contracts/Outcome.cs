using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>Whether a command was accepted, now or when it was first sent.</summary>
/// <param name="Why">Why not; null when it was.</param>
/// <param name="Subject">What the refusal is about, for example a SKU; null when the whole request is.</param>
[GenerateSerializer, Immutable, Alias("outcome")]
public readonly record struct Outcome(Rejection? Why, string? Subject = null)
{
    /// <summary>Accepted.</summary>
    public static Outcome Done => default;

    /// <summary>Whether it was accepted.</summary>
    public bool IsDone => Why is null;

    /// <summary>Accepted or not, as a machine said it.</summary>
    public static implicit operator Outcome(Rejection? why) => new(why);

    /// <summary>Accepted or not, as a machine said it.</summary>
    public static Outcome FromRejection(Rejection? why) => new(why);
}

/// <summary>A value, or why there is none.</summary>
/// <param name="Value">The value; null when refused.</param>
/// <param name="Why">Why not; null when there is a value.</param>
/// <param name="Subject">What the refusal is about; null when the whole request is.</param>
[GenerateSerializer, Immutable, Alias("answer`1")]
public readonly record struct Answer<T>(T? Value, Rejection? Why = null, string? Subject = null)
    where T : class;

/// <summary>Who asks, as the frontend has established it.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Role">What the member acts as.</param>
[GenerateSerializer, Immutable, Alias("caller")]
public readonly record struct Caller(string Member, Role Role);

/// <summary>What a member acts as.</summary>
public enum Role
{
    /// <summary>Orders and pays.</summary>
    Buyer,

    /// <summary>Lists, ships and is paid.</summary>
    Seller,

    /// <summary>Runs the market and sees everything.</summary>
    Operator,

    /// <summary>Reports where parcels are.</summary>
    Carrier,
}

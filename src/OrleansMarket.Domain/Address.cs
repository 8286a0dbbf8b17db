namespace OrleansMarket.Domain;

/// <summary>Where an order goes.</summary>
/// <param name="Name">Who receives it.</param>
/// <param name="Street">Street and number.</param>
/// <param name="City">City.</param>
/// <param name="PostalCode">Postal code; empty where there is none.</param>
/// <param name="Country">ISO 3166-1 alpha-2, upper case.</param>
public sealed record Address(string Name, string Street, string City, string PostalCode, string Country);

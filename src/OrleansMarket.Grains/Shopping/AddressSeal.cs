using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansMarket.Domain;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Shopping;

/// <summary>Seals the addresses of buyers before they are stored, and opens them to be shown.</summary>
internal sealed class AddressSeal(IKeyring keyring)
{
    /// <summary>Seals; null when the buyer's key is destroyed: he has left the market.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="buyer">Whose it is.</param>
    /// <param name="key">The id of the buyer's key; null when nothing was sealed for him yet.</param>
    public async ValueTask<Sealed?> Seal(Address address, string buyer, string? key)
    {
        var with = key is null ? await keyring.Take() : await keyring.Find(key);
        var plain = JsonSerializer.SerializeToUtf8Bytes(address, SealedForms.Default.Address);
        return with?.Seal(plain, buyer) is { } text ? new Sealed(text) : null;
    }

    /// <summary>Where an order goes; null when its buyer has left the market.</summary>
    /// <remarks>
    /// Opened each time and kept nowhere: it costs two microseconds, and an erasure takes effect at once.
    /// </remarks>
    public async ValueTask<Address?> Open(Order.OrderTerms terms)
    {
        if (terms.SealedTo is not { } closed) return terms.ShipTo;
        return await keyring.Find(closed.Key) is { } key && key.Open(closed.Text, terms.Buyer) is { } plain
            ? JsonSerializer.Deserialize(plain, SealedForms.Default.Address)
            : null;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Address))]
internal sealed partial class SealedForms : JsonSerializerContext;

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansMarket.Grains.Webhooks;

/// <summary>Signs messages as Standard Webhooks has it: HMAC-SHA-256 over id, timestamp and body.</summary>
internal static class WebhookSignature
{
    /// <summary>What secrets begin with.</summary>
    public const string Prefix = "whsec_";

    /// <summary>How many bytes a secret has; the specification asks for 24 to 64.</summary>
    private const int Length = 32;

    /// <summary>A new secret that nobody can guess.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The header <c>webhook-signature</c>: one signature for each secret.</summary>
    public static string Of(IEnumerable<string> secrets, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}."));
        byte[] signed = [.. head, .. body];
        return string.Join(' ', secrets.Select(secret => "v1," + Convert.ToBase64String(
            HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), signed))));
    }
}

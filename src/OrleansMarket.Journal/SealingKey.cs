using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansMarket.Journal;

/// <summary>One key: seals bytes into a text, and opens what it has sealed (AES-256-GCM).</summary>
/// <remarks>
/// A sealed text is <c>{key id}.{nonce, ciphertext and tag in base64url}</c>. The owner is bound into it: moved to
/// another owner's record it does not open. Nonces are random; that is safe for billions of texts under one key, and a
/// member has some hundreds.
/// </remarks>
public sealed class SealingKey
{
    /// <summary>How long a secret is.</summary>
    public const int SecretBytes = 32;

    private const int NonceBytes = 12, TagBytes = 16, IdBytes = 12;

    private readonly Lock gate = new();
    private readonly byte[] secret;
    private bool isDestroyed;

    /// <param name="id">Its id.</param>
    /// <param name="secret">Its secret, which is the key's own from now on.</param>
    public SealingKey(string id, byte[] secret)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretBytes);
        (Id, this.secret) = (id, secret);
    }

    /// <summary>Its id: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public string Id { get; }

    /// <summary>A new key of pure chance.</summary>
    public static SealingKey Fresh() => new(
        Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes)),
        RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The id of the key that a text was sealed with.</summary>
    public static string IdOf(string text) =>
        text.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? text[..dot] : text;

    /// <summary>Seals; null when the key is destroyed.</summary>
    /// <param name="plain">What.</param>
    /// <param name="owner">Whose it is; needed again to open it.</param>
    public string? Seal(ReadOnlySpan<byte> plain, string owner)
    {
        var body = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(body.AsSpan(0, NonceBytes));
        lock (gate)
        {
            // A destroyed key is all zeros, and anybody could open what it seals.
            if (isDestroyed) return null;
            using var cipher = new AesGcm(secret, TagBytes);
            cipher.Encrypt(body.AsSpan(0, NonceBytes), plain, body.AsSpan(NonceBytes, plain.Length),
                body.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(owner));
        }

        return $"{Id}.{Base64Url.EncodeToString(body)}";
    }

    /// <summary>Opens; null when the key is destroyed, or the text was not sealed with it for this owner.</summary>
    public byte[]? Open(string text, string owner)
    {
        if (IdOf(text) != Id || text.Length <= Id.Length) return null;
        var sealedPart = text.AsSpan(Id.Length + 1);
        if (!Base64Url.IsValid(sealedPart)) return null;
        var body = Base64Url.DecodeFromChars(sealedPart);
        if (body.Length < NonceBytes + TagBytes) return null;
        var plain = new byte[body.Length - NonceBytes - TagBytes];
        lock (gate)
        {
            if (isDestroyed) return null;
            using var cipher = new AesGcm(secret, TagBytes);
            try
            {
                cipher.Decrypt(body.AsSpan(0, NonceBytes), body.AsSpan(NonceBytes, plain.Length),
                    body.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(owner));
            }
            catch (AuthenticationTagMismatchException)
            {
                return null;
            }
        }

        return plain;
    }

    /// <summary>The secret, for whoever stores it.</summary>
    public byte[] Secret()
    {
        lock (gate) return [.. secret];
    }

    /// <summary>Forgets the secret, whoever still holds the key.</summary>
    public void Destroy()
    {
        lock (gate)
        {
            isDestroyed = true;
            CryptographicOperations.ZeroMemory(secret);
        }
    }
}

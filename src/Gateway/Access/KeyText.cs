using System.Security.Cryptography;
using System.Text;

namespace Cluster.Gateway.Access;

/// <summary>
/// A key as its holder has it: <c>eck_ID_SECRET</c>, an id of 12 and a secret of 64 hex digits. The prefix lets scanners of repositories find a key that
/// was left behind.
/// </summary>
/// <param name="Id">Names the key; no secret.</param>
/// <param name="Secret">256 random bits, so that a plain SHA-256 keeps them.</param>
internal readonly record struct KeyText(string Id, string Secret)
{
    private const string Prefix = "eck_";
    /// <summary>Hex digits of an id.</summary>
    public const int IdLength = 12;

    private const int SecretLength = 64;

    /// <summary>What is remembered of the secret.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(Secret)));

    /// <summary>A new key.</summary>
    public static KeyText New() => New(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2)));

    /// <summary>A new secret of the key <paramref name="id"/>.</summary>
    public static KeyText New(string id) => new(id, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength / 2)));

    /// <summary>Reads a key; false for what cannot be one.</summary>
    public static bool TryParse(string text, out KeyText key)
    {
        var fits = text.Length == Prefix.Length + IdLength + 1 + SecretLength
            && text.StartsWith(Prefix, StringComparison.Ordinal)
            && text[Prefix.Length + IdLength] == '_';
        key = fits ? new KeyText(text.Substring(Prefix.Length, IdLength), text[(Prefix.Length + IdLength + 1)..]) : default;
        return fits && key.Id.All(char.IsAsciiHexDigitLower) && key.Secret.All(char.IsAsciiHexDigitLower);
    }

    /// <summary>The whole text, for its holder alone.</summary>
    public string Reveal() => $"{Prefix}{Id}_{Secret}";

    /// <summary>The id, so that no log gets the secret by accident.</summary>
    public override string ToString() => Id;
}

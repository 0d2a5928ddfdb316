using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cluster.Encoders.Tokenization;

/// <summary>
/// SHA-256 over what decides about token ids: rules, special tokens, vocabulary. Every value goes in with its length, so that no two
/// tokenizers share one. File names and formats stay out: <c>tokenizer.json</c> and <c>vocab.json</c> with the same contents give the same hash.
/// </summary>
internal sealed class TokenizerFingerprint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Begins with the name and version of the algorithm.</summary>
    public TokenizerFingerprint(string algorithm) => Add(algorithm);

    /// <summary>Adds a text.</summary>
    public TokenizerFingerprint Add(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        Add(bytes.Length);
        _hash.AppendData(bytes);
        return this;
    }

    /// <summary>Adds bytes.</summary>
    public TokenizerFingerprint Add(ReadOnlySpan<byte> value)
    {
        Add(value.Length);
        _hash.AppendData(value);
        return this;
    }

    /// <summary>Adds a number.</summary>
    public TokenizerFingerprint Add(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _hash.AppendData(bytes);
        return this;
    }

    /// <summary>Adds texts in their order.</summary>
    public TokenizerFingerprint Add(IEnumerable<string> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            Add(value);
            count++;
        }

        return Add(count);
    }

    /// <summary>Adds a vocabulary, in the order of its ids.</summary>
    public TokenizerFingerprint Add(IReadOnlyDictionary<string, int> ids)
    {
        foreach (var (token, id) in ids.OrderBy(static p => p.Value).ThenBy(static p => p.Key, StringComparer.Ordinal))
        {
            Add(id);
            Add(token);
        }

        return Add(ids.Count);
    }

    /// <summary>The hash as 64 lower-case hex digits; ends it.</summary>
    public string ToHex()
    {
        var hex = Convert.ToHexStringLower(_hash.GetHashAndReset());
        Dispose();
        return hex;
    }

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();
}

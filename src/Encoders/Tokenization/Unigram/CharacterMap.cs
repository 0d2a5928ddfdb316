using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Cluster.Encoders.Tokenization.Unigram;

/// <summary>
/// SentencePiece's precompiled normalisation (nmt_nfkc and others): a double-array trie (Darts) over UTF-8, then the replacements, each
/// ended by a zero byte. At every place the longest match is replaced; what does not match stays.
/// </summary>
internal sealed class CharacterMap
{
    /// <summary>Bytes of a grapheme that is looked up as a whole.</summary>
    private const int LongestGrapheme = 5;

    private readonly uint[] _trie;
    private readonly byte[] _replacements;

    /// <summary>Reads the table: 4 bytes size of the trie, trie, replacements, little endian. Empty: nothing is replaced.</summary>
    /// <exception cref="FormatException">The table is cut short.</exception>
    public CharacterMap(ReadOnlySpan<byte> table)
    {
        if (table.IsEmpty)
        {
            _trie = [];
            _replacements = [];
            return;
        }

        var size = table.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(table);
        if (size > table.Length - 4 || size % 4 != 0)
        {
            throw new FormatException("the precompiled character map is cut short");
        }

        _trie = new uint[size / 4];
        for (var i = 0; i < _trie.Length; i++)
        {
            _trie[i] = BinaryPrimitives.ReadUInt32LittleEndian(table[(4 + (4 * i))..]);
        }

        _replacements = table[(int)(4 + size)..].ToArray();
    }

    /// <summary>The text with everything replaced. The text has no lone surrogates.</summary>
    public string Normalize(string text)
    {
        if (_trie.Length == 0)
        {
            return text;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        var result = new MemoryStream(bytes.Length + 16);
        for (var i = 0; i < bytes.Length;)
        {
            var (length, at) = Match(bytes.AsSpan(i), shortest: false);
            if (length == 0)
            {
                length = SequenceLength(bytes[i]);
                result.Write(bytes, i, length);
            }
            else
            {
                var rest = _replacements.AsSpan(at);
                var end = rest.IndexOf((byte)0);
                result.Write(end < 0 ? rest : rest[..end]);
            }

            i += length;
        }

        return Encoding.UTF8.GetString(result.GetBuffer(), 0, (int)result.Length);
    }

    /// <summary>
    /// The text as Hugging Face's fast tokenizers replace it: what a reader sees as one character is replaced as a whole, by what its shortest
    /// beginning in the table says, if it has fewer than six bytes; else each code point for itself.
    /// </summary>
    public string NormalizeByGrapheme(string text)
    {
        if (_trie.Length == 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        Span<byte> bytes = stackalloc byte[LongestGrapheme];
        for (var i = 0; i < text.Length;)
        {
            var grapheme = text.AsSpan(i, StringInfo.GetNextTextElementLength(text.AsSpan(i)));
            i += grapheme.Length;
            if (Encoding.UTF8.TryGetBytes(grapheme, bytes, out var written) && TryReplace(bytes[..written], result))
            {
                continue;
            }

            foreach (var rune in grapheme.EnumerateRunes())
            {
                if (!TryReplace(bytes[..rune.EncodeToUtf8(bytes)], result))
                {
                    result.Append(rune.ToString());
                }
            }
        }

        return result.ToString();
    }

    private bool TryReplace(ReadOnlySpan<byte> bytes, StringBuilder into)
    {
        var (length, at) = Match(bytes, shortest: true);
        if (length > 0)
        {
            var rest = _replacements.AsSpan(at);
            var end = rest.IndexOf((byte)0);
            into.Append(Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]));
        }

        return length > 0;
    }

    private static int SequenceLength(byte first) => first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;

    private (int Length, int At) Match(ReadOnlySpan<byte> bytes, bool shortest)
    {
        // Darts-clone's units: bits 0-7 and 31 the label, 8 whether a value follows, 9-30 the offset to the children.
        var best = (Length: 0, At: 0);
        var node = Offset(_trie[0]);
        for (var i = 0; i < bytes.Length; i++)
        {
            node ^= bytes[i];
            if (node >= _trie.Length || (_trie[node] & 0x800000FFu) != bytes[i])
            {
                break;
            }

            var unit = _trie[node];
            node ^= Offset(unit);
            if (((unit >> 8) & 1) != 0 && node < _trie.Length)
            {
                var value = (int)(_trie[node] & 0x7FFFFFFF);
                if (value <= _replacements.Length)
                {
                    best = (i + 1, value);
                    if (shortest)
                    {
                        break;
                    }
                }
            }
        }

        return best;
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & (1u << 9)) >> 6);
}

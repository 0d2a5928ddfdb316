using System.Text;

namespace Cluster.Encoders.Tokenization.Text.Mojibake;

/// <summary>
/// A single-byte encoding that UTF-8 is wrongly read in. A forgiving one gives bytes that its standard leaves undefined their Latin-1
/// meaning, and U+FFFD the byte 0x1A, so that what was lost already does not stop the repair of the rest.
/// </summary>
internal sealed class SingleByteEncoding
{
    private readonly char[] _characters = new char[256];
    private readonly Dictionary<char, byte> _bytes = [];

    /// <summary>Takes its table from the platform's code page.</summary>
    public SingleByteEncoding(int codePage, bool forgiving)
    {
        Forgiving = forgiving;
        IsMacRoman = codePage == 10000;
        var encoding = codePage == 28591 ? Encoding.Latin1 : CodePagesEncodingProvider.Instance.GetEncoding(codePage)
            ?? throw new InvalidOperationException($"The platform lacks code page {codePage}.");
        for (var value = 0; value < 256; value++)
        {
            var character = value < 0x80 ? (char)value : encoding.GetChars([(byte)value])[0];
            var undefined = character is '?' or '\uFFFD' || (character is >= '\uE000' and < '\uF8FF');
            _characters[value] = value >= 0x80 && undefined ? (char)value : character;
        }

        if (forgiving)
        {
            _characters[0x1A] = '\uFFFD';
        }

        for (var value = 255; value >= 0; value--)
        {
            _bytes[_characters[value]] = (byte)value;
        }
    }

    /// <summary>Whether undefined and lost bytes have a place.</summary>
    public bool Forgiving { get; }

    /// <summary>Whether it is the old Macintosh's, whose 0xA0 is no space.</summary>
    public bool IsMacRoman { get; }

    /// <summary>What a byte means.</summary>
    public char CharacterOf(byte value) => _characters[value];

    /// <summary>The bytes of a text; null when it holds a character that the encoding lacks.</summary>
    public byte[]? TryEncode(string text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (!_bytes.TryGetValue(text[i], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }
}

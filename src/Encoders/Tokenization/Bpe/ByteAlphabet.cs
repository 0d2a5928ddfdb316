using System.Collections.Frozen;

namespace Cluster.Encoders.Tokenization.Bpe;

/// <summary>
/// The printable stand-ins for the 256 bytes that byte-level vocabularies are written in (GPT-2's <c>bytes_to_unicode</c>):
/// printable Latin-1 stands for itself, every other byte for U+0100 and up in turn.
/// </summary>
internal static class ByteAlphabet
{
    /// <summary>The 256 characters in the order of the reference's vocabulary: first those that stand for themselves.</summary>
    public static IReadOnlyList<char> InVocabularyOrder { get; } = Order();

    /// <summary>The character of each byte.</summary>
    public static IReadOnlyList<char> OfByte { get; } = Table();

    private static readonly FrozenDictionary<char, byte> Bytes = OfByte.Select((c, b) => (c, b)).ToFrozenDictionary(p => p.c, p => (byte)p.b);

    /// <summary>The byte that a character stands for; false for a character outside the alphabet.</summary>
    public static bool TryGetByte(char character, out byte value) => Bytes.TryGetValue(character, out value);

    private static bool StandsForItself(int value) => value is >= '!' and <= '~' or >= 0xA1 and <= 0xAC or >= 0xAE and <= 0xFF;

    private static char[] Table()
    {
        var table = new char[256];
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            table[value] = (char)(StandsForItself(value) ? value : next++);
        }

        return table;
    }

    private static char[] Order()
    {
        var table = Table();
        return [.. Enumerable.Range(0, 256).OrderBy(b => StandsForItself(b) ? 0 : 1).ThenBy(b => b).Select(b => table[b])];
    }
}

using System.Collections.Frozen;

namespace Cluster.Encoders.Tokenization.Text.Mojibake;

/// <summary>Which characters the bytes of UTF-8 sequences turn into when a Windows or Latin encoding reads them.</summary>
internal static class Utf8Clues
{
    // MacRoman and code page 437 are left out: too many of their characters stand for anything.
    private static readonly SingleByteEncoding[] Sources = [.. SingleByteEncodings.All.Take(8)];
    private static readonly FrozenSet<char> FirstOfTwo = From(0xC2, 0xDF);
    private static readonly FrozenSet<char> FirstOfThree = From(0xE0, 0xEF);
    private static readonly FrozenSet<char> FirstOfFour = From(0xF0, 0xF0).Append('ó').ToFrozenSet();
    private static readonly FrozenSet<char> Following = From(0x80, 0xBF).Append(' ').ToFrozenSet();

    // Dashes, quotes and spaces follow letters in good text too.
    private static readonly FrozenSet<char> StrictlyFollowing =
        Following.Except([' ', '\u00A0', '–', '—', '―', '‘', '’', '‚', '“', '”', '„', '†', '‡', '•', '…', '‰', '‹', '›', '«', '»']).ToFrozenSet();

    /// <summary>Whether a character is surely one from within a sequence.</summary>
    public static bool IsStrictContinuation(char c) => StrictlyFollowing.Contains(c);

    /// <summary>Where the run of whole sequences that begins at <paramref name="start"/> ends; start itself when none begins there.</summary>
    public static int RunEnd(string text, int start)
    {
        for (var end = start; ;)
        {
            var length = SequenceLength(text, end);
            if (length == 0)
            {
                return end;
            }

            end += length;
        }
    }

    private static int SequenceLength(string text, int at)
    {
        if (at >= text.Length || text[at] < '\u0080')
        {
            return 0;
        }

        return FirstOfTwo.Contains(text[at]) && Follow(text, at, 1) ? 2
            : FirstOfThree.Contains(text[at]) && Follow(text, at, 2) ? 3
            : FirstOfFour.Contains(text[at]) && Follow(text, at, 3) ? 4
            : 0;
    }

    private static bool Follow(string text, int at, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            if (at + i >= text.Length || !Following.Contains(text[at + i]))
            {
                return false;
            }
        }

        return true;
    }

    private static FrozenSet<char> From(int first, int last) => Sources
        .SelectMany(source => Enumerable.Range(first, last - first + 1).Select(value => source.CharacterOf((byte)value)))
        .ToFrozenSet();
}

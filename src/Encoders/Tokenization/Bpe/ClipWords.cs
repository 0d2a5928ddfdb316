using System.Globalization;
using System.Text;

namespace Cluster.Encoders.Tokenization.Bpe;

/// <summary>
/// Finds the words of a lower-cased text as CLIP's expression does:
/// <c>'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+</c>. Written out, because System.Text.RegularExpressions works on
/// UTF-16 units and so takes every letter beyond U+FFFF for two symbols.
/// </summary>
internal static class ClipWords
{
    private enum Kind
    {
        Space,
        Letter,
        Number,
        Other,
    }

    /// <summary>Finds the next word at or after <paramref name="position"/> and moves behind it; false at the end of the text.</summary>
    /// <param name="text">The text, without lone surrogates.</param>
    /// <param name="position">Where to look; afterwards the end of the word.</param>
    /// <param name="longS">Whether U+017F counts as an s after an apostrophe, as it does for a reference that ignores case.</param>
    /// <param name="word">The word.</param>
    public static bool TryNext(ReadOnlySpan<char> text, ref int position, bool longS, out ReadOnlySpan<char> word)
    {
        while (position < text.Length)
        {
            var start = position;
            var kind = KindAt(text, position, out var length);
            if (kind == Kind.Space)
            {
                position += length;
                continue;
            }

            var contraction = ContractionLength(text[start..], longS);
            if (contraction > 0)
            {
                position += contraction;
            }
            else
            {
                position += length;
                while (kind != Kind.Number && position < text.Length && KindAt(text, position, out length) == kind)
                {
                    position += length;
                }
            }

            word = text[start..position];
            return true;
        }

        word = default;
        return false;
    }

    private static int ContractionLength(ReadOnlySpan<char> text, bool longS)
    {
        if (text.Length < 2 || text[0] != '\'')
        {
            return 0;
        }

        if (text[1] is 's' or 't' or 'm' or 'd' || (longS && text[1] == 'ſ'))
        {
            return 2;
        }

        return text.Length >= 3 && text[1..3] is "re" or "ve" or "ll" ? 3 : 0;
    }

    private static Kind KindAt(ReadOnlySpan<char> text, int index, out int length)
    {
        length = 1;
        var c = text[index];
        if (char.IsAscii(c))
        {
            return char.IsAsciiLetter(c) ? Kind.Letter : char.IsAsciiDigit(c) ? Kind.Number : char.IsWhiteSpace(c) ? Kind.Space : Kind.Other;
        }

        _ = Rune.DecodeFromUtf16(text[index..], out var rune, out length);
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
            _ => Rune.IsWhiteSpace(rune) ? Kind.Space : Kind.Other,
        };
    }
}

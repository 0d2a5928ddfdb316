using System.Globalization;
using System.Text;

namespace Cluster.Encoders.Tokenization.Text;

/// <summary>
/// Lower case by Unicode's full mappings (SpecialCasing.txt, language-neutral part), which .NET's own leaves out: U+0130 becomes two
/// characters, and a capital sigma at the end of a word becomes a final one.
/// </summary>
internal static class LowerCase
{
    private const char CapitalSigma = 'Σ';
    private const char DottedCapitalI = 'İ';

    /// <summary>A whole text, as Python's <c>str.lower()</c>.</summary>
    public static string Whole(string text) => Lower(text, finalSigma: true);

    /// <summary>Every character for itself, as Rust's <c>char::to_lowercase</c>: no final sigma.</summary>
    public static string CharByChar(string text) => Lower(text, finalSigma: false);

    private static string Lower(string text, bool finalSigma)
    {
        if (text.AsSpan().IndexOfAny(CapitalSigma, DottedCapitalI) < 0 && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDBFF'))
        {
            return text.ToLowerInvariant();
        }

        var lower = new StringBuilder(text.Length + 4);
        Span<char> units = stackalloc char[2];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == DottedCapitalI)
            {
                lower.Append("i\u0307");
            }
            else if (c == CapitalSigma)
            {
                lower.Append(finalSigma && EndsWord(text, i) ? 'ς' : 'σ');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                var count = Rune.ToLowerInvariant(new Rune(c, text[++i])).EncodeToUtf16(units);
                lower.Append(units[..count]);
            }
            else
            {
                lower.Append(char.ToLowerInvariant(c));
            }
        }

        return lower.ToString();
    }

    /// <summary>Unicode's Final_Sigma: a cased letter before, none after; case-ignorable characters between do not count.</summary>
    private static bool EndsWord(string text, int index)
    {
        bool? cased = null;
        for (var before = index; before > 0 && cased is null;)
        {
            cased = CasedAt(text, before, backwards: true, out var step);
            before -= step;
        }

        if (cased != true)
        {
            return false;
        }

        for (var after = index + 1; after < text.Length;)
        {
            var kind = CasedAt(text, after, backwards: false, out var step);
            if (kind is not null)
            {
                return kind == false;
            }

            after += step;
        }

        return true;
    }

    /// <summary>True: cased; false: not; null: case-ignorable, look further.</summary>
    private static bool? CasedAt(string text, int index, bool backwards, out int step)
    {
        var rest = text.AsSpan();
        _ = backwards
            ? Rune.DecodeLastFromUtf16(rest[..index], out var rune, out step)
            : Rune.DecodeFromUtf16(rest[index..], out rune, out step);
        if (IsCaseIgnorable(rune))
        {
            return null;
        }

        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter
            || rune.Value is 0xAA or 0xBA or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9);
    }

    private static bool IsCaseIgnorable(Rune rune) =>
        rune.Value is '\'' or '.' or ':' or 0xB7 or 0x387 or 0x55F or 0x5F4 or 0x2018 or 0x2019 or 0x2024 or 0x2027 or 0xFE13 or 0xFE52 or 0xFE55
            or 0xFF07 or 0xFF0E or 0xFF1A
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}

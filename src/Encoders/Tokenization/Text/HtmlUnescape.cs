using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Cluster.Encoders.Tokenization.Text;

/// <summary>
/// Character references to characters, as Python's <c>html.unescape</c>: all names of the HTML standard, the old ones also without
/// semicolon and as the start of a longer word. (WebUtility.HtmlDecode knows HTML 4's names only, and wants the semicolon.)
/// </summary>
internal static class HtmlUnescape
{
    private const int LongestName = 32;

    private static readonly SearchValues<char> NameEnds = SearchValues.Create("\t\n\f <&#;");

    /// <summary>What browsers make of the numbers 0x80 to 0x9F: Windows-1252. 0 where they keep the number.</summary>
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>The names, with their semicolon where they need one.</summary>
    public static FrozenDictionary<string, string> Names { get; } = EmbeddedTable.Read("HtmlCharacterReferences.txt").ToFrozenDictionary(
        static row => row[0],
        static row => string.Concat(row[1..].Select(static code => char.ConvertFromUtf32(EmbeddedTable.Hex(code)))),
        StringComparer.Ordinal);

    /// <summary>Replaces every reference once.</summary>
    public static string Unescape(string text)
    {
        var at = text.IndexOf('&', StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var position = 0;
        while (at >= 0)
        {
            result.Append(text, position, at - position);
            position = at;
            if (!TryReference(text, ref position, result))
            {
                result.Append('&');
                position = at + 1;
            }

            at = text.IndexOf('&', position);
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>
    /// Replaces only references that end in a semicolon, and names also when they are written in capitals (&amp;EACUTE;), as ftfy does
    /// for text that is not itself HTML.
    /// </summary>
    public static string UnescapeCautiously(string text)
    {
        var at = text.IndexOf('&', StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var position = 0;
        for (; at >= 0; at = text.IndexOf('&', position))
        {
            result.Append(text, position, at - position);
            var length = CautiousLength(text.AsSpan(at));
            position = at + Math.Max(length, 1);
            result.Append(length == 0 ? "&" : CautiousValue(text[at..position]));
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>Length of a reference of 1 to 24 letters or digits with its semicolon; 0 when there is none.</summary>
    private static int CautiousLength(ReadOnlySpan<char> text)
    {
        var start = text.Length > 1 && text[1] == '#' ? 2 : 1;
        var end = start;
        while (end < text.Length && end - start < 24 && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        return end > start && end < text.Length && text[end] == ';' ? end + 1 : 0;
    }

    private static string CautiousValue(string reference)
    {
        if (reference[1] == '#')
        {
            var value = Unescape(reference);
            return value.Contains(';', StringComparison.Ordinal) ? reference : value;
        }

        var name = reference[1..];
        if (Names.TryGetValue(name, out var exact))
        {
            return exact;
        }

        // In capitals: only where no shorter name would be read into it, as &NOTIN; would be.
        return !name.Any(char.IsAsciiLetterLower) && Names.TryGetValue(name.ToLowerInvariant(), out var small) && Unescape(reference) == reference
            ? UpperCase(small)
            : reference;
    }

    private static string UpperCase(string value) => value == "ß" ? "SS" : value.ToUpperInvariant();

    private static bool TryReference(string text, ref int position, StringBuilder result)
    {
        var rest = text.AsSpan(position + 1);
        if (rest.Length > 1 && rest[0] == '#')
        {
            return TryNumber(rest[1..], ref position, result);
        }

        var length = rest.IndexOfAny(NameEnds);
        length = Math.Min(length < 0 ? rest.Length : length, LongestName);
        var name = rest[..length];
        if (length < rest.Length && rest[length] == ';')
        {
            name = rest[..(length + 1)];
        }

        var names = Names.GetAlternateLookup<ReadOnlySpan<char>>();
        if (name.Length > 0 && names.TryGetValue(name, out var whole))
        {
            result.Append(whole);
            position += 1 + name.Length;
            return true;
        }

        for (var prefix = name.Length - 1; prefix > 1; prefix--)
        {
            if (names.TryGetValue(name[..prefix], out var value))
            {
                result.Append(value);
                position += 1 + prefix;
                return true;
            }
        }

        return false;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, ref int position, StringBuilder result)
    {
        var hex = text[0] is 'x' or 'X';
        var digits = hex ? text[1..] : text;
        var count = 0;
        var number = 0L;
        while (count < digits.Length && (hex ? char.IsAsciiHexDigit(digits[count]) : char.IsDigit(digits[count])))
        {
            var digit = char.IsAsciiHexDigit(digits[count]) ? Convert.ToInt32(digits[count].ToString(), 16) : CharUnicodeInfo.GetDecimalDigitValue(digits[count]);
            number = Math.Min((number * (hex ? 16 : 10)) + digit, int.MaxValue);
            count++;
        }

        if (count == 0)
        {
            return false;
        }

        position += 2 + (hex ? 1 : 0) + count;
        if (count < digits.Length && digits[count] == ';')
        {
            position++;
        }

        if (number is 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF))
        {
            result.Append('\uFFFD');
        }
        else if (number is >= 0x80 and <= 0x9F)
        {
            result.Append(Windows1252[(int)number - 0x80]);
        }
        else if (number == 0x0D || !IsInvalid((int)number))
        {
            result.Append(char.ConvertFromUtf32((int)number));
        }

        return true;
    }

    private static bool IsInvalid(int code) =>
        code is (>= 1 and <= 8) or 0xB or (>= 0xE and <= 0x1F) or 0x7F or (>= 0xFDD0 and <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE;
}

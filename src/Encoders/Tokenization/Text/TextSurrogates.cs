using System.Text;

namespace Cluster.Encoders.Tokenization.Text;

/// <summary>Makes a text valid UTF-16.</summary>
internal static class TextSurrogates
{
    /// <summary>Every surrogate without its partner becomes U+FFFD; a text without any is returned as it came.</summary>
    public static string Repair(string text)
    {
        var bad = FirstLone(text);
        if (bad < 0)
        {
            return text;
        }

        var repaired = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            // EnumerateRunes itself puts the replacement character where a lone surrogate stood.
            repaired.Append(units[..rune.EncodeToUtf16(units)]);
        }

        return repaired.ToString();
    }

    private static int FirstLone(string text)
    {
        for (var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at < text.Length;)
        {
            if (!char.IsHighSurrogate(text[at]) || at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1]))
            {
                return at;
            }

            var following = text.AsSpan(at + 2).IndexOfAnyInRange('\uD800', '\uDFFF');
            at = following < 0 ? text.Length : at + 2 + following;
        }

        return -1;
    }
}

using System.Collections.Frozen;
using System.Text;
using Cluster.Encoders.Tokenization.Text.Mojibake;

namespace Cluster.Encoders.Tokenization.Text;

/// <summary>
/// Single characters set right, each step over the whole text before the next: C1 controls read as Windows-1252, Latin ligatures taken
/// apart, full and half width made normal, quotes uncurled, line ends made \n, lone surrogates replaced, terminal escapes and control
/// characters dropped.
/// </summary>
internal static class CharacterRepair
{
    private static readonly FrozenDictionary<char, string> Ligatures = new Dictionary<char, string>
    {
        ['Ĳ'] = "IJ", ['ĳ'] = "ij", ['ŉ'] = "ʼn", ['Ǳ'] = "DZ", ['ǲ'] = "Dz", ['ǳ'] = "dz", ['Ǆ'] = "DŽ", ['ǅ'] = "Dž", ['ǆ'] = "dž",
        ['Ǉ'] = "LJ", ['ǈ'] = "Lj", ['ǉ'] = "lj", ['Ǌ'] = "NJ", ['ǋ'] = "Nj", ['ǌ'] = "nj",
        ['ﬀ'] = "ff", ['ﬁ'] = "fi", ['ﬂ'] = "fl", ['ﬃ'] = "ffi", ['ﬄ'] = "ffl", ['ﬅ'] = "ſt", ['ﬆ'] = "st",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, string> Widths = Enumerable.Range(0xFF01, 0xFFF0 - 0xFF01)
        .Select(static code => (Code: (char)code, Normal: UnicodeNormalizer.ToNfkc((char)code)))
        .Where(static p => p.Normal != p.Code.ToString())
        .Append((Code: '\u3000', Normal: " "))
        .ToFrozenDictionary(static p => p.Code, static p => p.Normal);

    /// <summary>All of it.</summary>
    public static string Fix(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var normal = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            AppendNormal(c, normal);
        }

        text = normal.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return WithoutControls(WithoutEscapes(TextSurrogates.Repair(text)));
    }

    private static void AppendNormal(char c, StringBuilder into)
    {
        if (c is >= '\u0080' and <= '\u009F')
        {
            c = SingleByteEncodings.Windows1252.CharacterOf((byte)c);
        }

        if (Ligatures.TryGetValue(c, out var parts))
        {
            into.Append(parts.Replace('ʼ', '\''));
            return;
        }

        if (Widths.TryGetValue(c, out var normal))
        {
            into.Append(normal);
            return;
        }

        into.Append(c switch
        {
            'ʼ' or (>= '\u2018' and <= '\u201B') => '\'',
            >= '\u201C' and <= '\u201F' => '"',
            '\u2028' or '\u2029' or '\u0085' => '\n',
            _ => c,
        });
    }

    // ESC [ numbers letter, as terminals take for colours.
    private static string WithoutEscapes(string text)
    {
        var at = text.IndexOf("\u001b[", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\u001b' && i + 1 < text.Length && text[i + 1] == '[')
            {
                var end = i + 2;
                while (end < text.Length && (char.IsDigit(text[end]) || text[end] == ';'))
                {
                    end++;
                }

                if (end < text.Length && char.IsAsciiLetter(text[end]))
                {
                    i = end;
                    continue;
                }

                // What was scanned holds no escape, so it is kept in one go: many unfinished escapes stay linear.
                kept.Append(text, i, end - i);
                i = end - 1;
                continue;
            }

            kept.Append(text[i]);
        }

        return kept.ToString();
    }

    private static string WithoutControls(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is not ((>= '\0' and <= '\u0008') or '\u000B' or (>= '\u000E' and <= '\u001F') or '\u007F'
                or (>= '\u206A' and <= '\u206F') or '\uFEFF' or (>= '\uFFF9' and <= '\uFFFC')))
            {
                kept.Append(c);
            }
        }

        return kept.Length == text.Length ? text : kept.ToString();
    }
}

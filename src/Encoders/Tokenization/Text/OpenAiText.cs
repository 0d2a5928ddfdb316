using System.Text;

namespace Cluster.Encoders.Tokenization.Text;

/// <summary>What OpenAI's and open_clip's tokenizers do to a text first: repair, HTML unescaped twice, whitespace collapsed, lower case.</summary>
internal static class OpenAiText
{
    /// <summary>Characters without any whitespace after which no more is read: far more than a row of tokens can hold.</summary>
    private const int EnoughCharacters = 1 << 17;

    /// <summary>
    /// Cleans a text line by line, and stops when the lines so far hold more words than a row has places. Every word gives one token
    /// or more, repair works within a line, and neither references nor the final sigma reach across a line end, so what is left out
    /// could not have changed the row.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="contextLength">Places of a row.</param>
    /// <param name="lower">Whether the whole is lower-cased in the end.</param>
    public static string Clean(string text, int contextLength, bool lower = true)
    {
        var clean = new StringBuilder();
        var words = 0;
        for (var position = 0; position < text.Length && words <= contextLength && clean.Length < EnoughCharacters;)
        {
            var lineEnd = text.IndexOf('\n', position);
            var end = Math.Min(lineEnd < 0 ? text.Length : lineEnd + 1, position + TextRepair.SegmentLimit);
            if (end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]))
            {
                end--;
            }

            var repaired = TextRepair.Fix(text[position..end]);
            var line = HtmlUnescape.Unescape(HtmlUnescape.Unescape(repaired));
            words += AppendCollapsed(line, clean);
            position = end;
        }

        var whole = clean.ToString().TrimEnd(' ');
        return lower ? LowerCase.Whole(whole) : whole;
    }

    /// <summary>Appends a line with runs of whitespace as one blank; returns how many words ended.</summary>
    private static int AppendCollapsed(string line, StringBuilder clean)
    {
        var words = 0;
        foreach (var c in line)
        {
            if (!char.IsWhiteSpace(c))
            {
                clean.Append(c);
            }
            else if (clean.Length > 0 && clean[^1] != ' ')
            {
                clean.Append(' ');
                words++;
            }
        }

        return words;
    }
}

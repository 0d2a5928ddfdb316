using System.Text;

namespace Cluster.Encoders.Tokenization.Text.Mojibake;

/// <summary>Turns UTF-8 that was read in a single-byte encoding back, layer by layer, as long as the text shows signs of it.</summary>
internal static class MojibakeRepair
{
    private const int MostLayers = 8;

    /// <summary>The text repaired, or as it came.</summary>
    public static string Fix(string text)
    {
        for (var layer = 0; layer < MostLayers; layer++)
        {
            var before = text;
            text = FixLayer(text);
            if (text == before)
            {
                break;
            }
        }

        return text;
    }

    private static string FixLayer(string text)
    {
        if (Ascii.IsValid(text) || !MojibakeSigns.AreIn(text))
        {
            return text;
        }

        foreach (var encoding in SingleByteEncodings.All)
        {
            if (encoding.TryEncode(text) is { } bytes && TryDecode(bytes, encoding) is { } whole)
            {
                return whole;
            }
        }

        var parts = FixParts(text);
        return parts != text ? parts : ReadControlsAsWindows1252(text);
    }

    private static string? TryDecode(byte[] bytes, SingleByteEncoding encoding)
    {
        if (!encoding.IsMacRoman)
        {
            bytes = LostBytes.RestoreNoBreakSpaces(bytes);
        }

        if (encoding.Forgiving)
        {
            bytes = LostBytes.ReplaceBroken(bytes);
        }

        return Utf8Variants.TryDecode(bytes);
    }

    /// <summary>Repairs runs that look like UTF-8 each for itself, where the text as a whole is mixed.</summary>
    private static string FixParts(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var end = i > 0 && Utf8Clues.IsStrictContinuation(text[i - 1]) ? i : Utf8Clues.RunEnd(text, i);
            if (end == i)
            {
                result.Append(text[i++]);
                continue;
            }

            var part = text[i..end];
            result.Append(part.Length < text.Length && MojibakeSigns.AreIn(part) ? Fix(part) : part);
            i = end;
        }

        return result.ToString();
    }

    private static string ReadControlsAsWindows1252(string text) =>
        string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var c = source[i];
                span[i] = c is >= '\u0080' and <= '\u009F' ? SingleByteEncodings.Windows1252.CharacterOf((byte)c) : c;
            }
        });
}

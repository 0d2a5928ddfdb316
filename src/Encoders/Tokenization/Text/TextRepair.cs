using Cluster.Encoders.Tokenization.Text.Mojibake;

namespace Cluster.Encoders.Tokenization.Text;

/// <summary>
/// Repairs a text as ftfy 6.3.1's <c>fix_text</c> with its defaults does: the steps and their order follow its documentation, the code and
/// the judgement of what looks broken (<see cref="MojibakeSigns"/>) are ours. The steps are repeated until nothing changes.
/// </summary>
internal static class TextRepair
{
    /// <summary>Characters that are repaired in one piece; longer lines are taken in several.</summary>
    public const int SegmentLimit = 1_000_000;

    /// <summary>Every round undoes one layer of damage; more than this many is no accident any more.</summary>
    private const int MostRounds = 16;

    /// <summary>Repairs one line, or a part of one.</summary>
    public static string Fix(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var unescape = !text.Contains('<', StringComparison.Ordinal);
        for (var round = 0; round < MostRounds; round++)
        {
            var before = text;
            text = unescape ? HtmlUnescape.UnescapeCautiously(text) : text;
            text = MojibakeRepair.Fix(text);
            text = CharacterRepair.Fix(text);
            text = UnicodeNormalizer.ToNfc(text);
            if (text == before)
            {
                break;
            }
        }

        return text;
    }

    // Printable ASCII without an ampersand is what most texts are, and nothing below touches it.
    private static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExceptInRange(' ', '~') && !text.Contains('&', StringComparison.Ordinal);
}

namespace Cluster.Encoders.Tokenization.Text;

internal static class TextRepair
{
    public const int SegmentLimit = 1_000_000;

    public static string Fix(string text) => UnicodeNormalizer.ToNfc(TextSurrogates.Repair(text));
}

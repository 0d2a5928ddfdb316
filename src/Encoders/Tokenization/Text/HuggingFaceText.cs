namespace Cluster.Encoders.Tokenization.Text;

/// <summary>The normalizer of CLIPTokenizerFast: NFC, lower case character by character. (Whitespace is only ever a border, so it is left as it is.)</summary>
internal static class HuggingFaceText
{
    /// <summary>Cleans a text without lone surrogates.</summary>
    public static string Clean(string text) => LowerCase.CharByChar(UnicodeNormalizer.ToNfc(text));
}

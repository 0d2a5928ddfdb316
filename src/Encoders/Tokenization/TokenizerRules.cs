namespace Cluster.Encoders.Tokenization;

/// <summary>Whose text rules a model folder follows. Two folders with one vocabulary and different rules are two tokenizers.</summary>
public enum TokenizerRules
{
    /// <summary>
    /// open_clip's: text repaired (ftfy 6.3.1), HTML unescaped twice, whitespace collapsed, lower-cased as a whole, padded with 0;
    /// <c>&lt;start_of_text&gt;</c> and <c>&lt;end_of_text&gt;</c> in a text are the special tokens.
    /// </summary>
    OpenClip,

    /// <summary>OpenAI's original CLIP: as <see cref="OpenClip"/>, but the special tokens are <c>&lt;|startoftext|&gt;</c> and <c>&lt;|endoftext|&gt;</c>.</summary>
    OpenAi,

    /// <summary>The fast tokenizers of Hugging Face: NFC, no repair, no HTML, lower-cased character by character, padded with the folder's pad token.</summary>
    HuggingFace,
}

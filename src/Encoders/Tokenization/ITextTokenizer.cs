namespace Cluster.Encoders.Tokenization;

/// <summary>Texts to token ids, exactly as the reference tokenizer of the model folder does. Safe for concurrent use.</summary>
public interface ITextTokenizer
{
    /// <summary>Tokens a text may have, specials included (CLIP: 77, ALIGN: 64).</summary>
    int ContextLength { get; }

    /// <summary>Whether models of this tokenizer attend to earlier tokens alone, so that padding behind the end changes nothing (CLIP).</summary>
    bool IsCausal => false;

    /// <summary>A hash over rules and vocabulary; part of the embedding space.</summary>
    string Fingerprint { get; }

    /// <summary>
    /// Writes <see cref="ContextLength"/> ids and mask values (1 for a token, 0 for padding): start token, text cut to fit, end token, padding.
    /// Returns how many tokens are not padding.
    /// </summary>
    int Encode(string text, Span<long> ids, Span<long> mask);
}

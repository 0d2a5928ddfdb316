namespace Cluster.Encoders.Tokenization;

/// <summary>What open_clip does to a text before a tokenizer of Hugging Face sees it (<c>tokenizer_kwargs.clean</c>).</summary>
internal enum OpenClipCleaning
{
    /// <summary>Repair, HTML unescaped twice, whitespace collapsed.</summary>
    Whitespace = 0,

    /// <summary>The same, then lower case.</summary>
    Lower = 1,

    /// <summary>The same, then without ASCII punctuation, lower case (SigLIP).</summary>
    Canonicalize = 2,
}

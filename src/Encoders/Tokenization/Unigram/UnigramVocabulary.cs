namespace Cluster.Encoders.Tokenization.Unigram;

/// <summary>A SentencePiece Unigram vocabulary as a model wants its ids.</summary>
/// <param name="Pieces">Piece, log probability and id; U+2581 stands for a blank. Special and unused pieces are left out.</param>
/// <param name="CharacterMap">The precompiled normalisation table of the model file; empty for none.</param>
/// <param name="StartId">Id of &lt;s&gt;.</param>
/// <param name="EndId">Id of &lt;/s&gt;.</param>
/// <param name="PadId">Id of &lt;pad&gt;.</param>
/// <param name="UnknownId">Id of what no piece covers.</param>
/// <param name="Specials">What is kept whole when a text holds it, and its id.</param>
internal sealed record UnigramVocabulary(
    IReadOnlyList<(string Piece, double Score, int Id)> Pieces, byte[] CharacterMap, int StartId, int EndId, int PadId, int UnknownId,
    IReadOnlyList<(string Text, int Id)> Specials)
{
    /// <summary>Whether the table is applied as Hugging Face's fast tokenizers do, and not as SentencePiece itself does.</summary>
    public bool ByGrapheme { get; init; }

    /// <summary>What a blank is written as in a piece.</summary>
    public const char Blank = '\u2581';
}

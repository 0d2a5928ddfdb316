namespace Cluster.Encoders.Tokenization.Bpe;

/// <summary>The tokens a CLIP row is framed with, and how a text may name them.</summary>
/// <param name="StartId">First token of every row.</param>
/// <param name="EndId">Last token of every row; its embedding is the text's.</param>
/// <param name="PadId">Fills the rest.</param>
/// <param name="UnknownId">For a byte that the vocabulary lacks.</param>
/// <param name="StartText">What stands for the start token in a text.</param>
/// <param name="EndText">What stands for the end token in a text.</param>
internal sealed record ClipSpecialTokens(int StartId, int EndId, int PadId, int UnknownId, string StartText, string EndText);

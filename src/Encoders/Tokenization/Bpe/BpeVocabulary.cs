namespace Cluster.Encoders.Tokenization.Bpe;

/// <summary>A byte-level BPE vocabulary in CLIP's form: the last symbol of a word carries <c>&lt;/w&gt;</c>.</summary>
/// <param name="Ids">Id of every token, specials included.</param>
/// <param name="Merges">Pairs in the order they were learnt; the position is the rank.</param>
internal sealed record BpeVocabulary(IReadOnlyDictionary<string, int> Ids, IReadOnlyList<(string Left, string Right)> Merges)
{
    /// <summary>What a word's last symbol ends in.</summary>
    public const string EndOfWord = "</w>";
}

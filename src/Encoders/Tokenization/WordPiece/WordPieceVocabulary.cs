namespace Cluster.Encoders.Tokenization.WordPiece;

/// <summary>A BERT vocabulary and its rules.</summary>
/// <param name="Ids">Id of every piece; pieces within a word begin with ##.</param>
/// <param name="LowerCase">Whether text is lower-cased, and, unless <paramref name="StripAccents"/> says otherwise, loses its accents.</param>
/// <param name="StripAccents">Whether accents are dropped; null follows <paramref name="LowerCase"/>.</param>
/// <param name="SplitChinese">Whether every Chinese character is a word of its own.</param>
internal sealed record WordPieceVocabulary(IReadOnlyDictionary<string, int> Ids, bool LowerCase, bool? StripAccents, bool SplitChinese)
{
    /// <summary>How a piece within a word begins.</summary>
    public const string Continuation = "##";

    /// <summary>Characters of a word, beyond which it is unknown as a whole.</summary>
    public const int LongestWord = 100;

    /// <summary>Start of a row.</summary>
    public const string Start = "[CLS]";

    /// <summary>End of a row.</summary>
    public const string End = "[SEP]";

    /// <summary>Padding.</summary>
    public const string Pad = "[PAD]";

    /// <summary>A word that no pieces make up.</summary>
    public const string Unknown = "[UNK]";

    /// <summary>What is kept whole when a text holds it.</summary>
    public static IReadOnlyList<string> Specials { get; } = [Pad, Unknown, Start, End, "[MASK]"];
}

using Cluster.Encoders.Tokenization;

namespace Cluster.Tokenization.Tests;

/// <summary>What a tokenizer wrote for a text.</summary>
internal sealed record Encoded(int Count, long[] Ids, long[] Mask)
{
    /// <summary>The ids that are not padding.</summary>
    public long[] Tokens => Ids[..Count];

    public static Encoded By(ITextTokenizer tokenizer, string text)
    {
        // Filled with rubbish first, so that a place left unwritten shows.
        var ids = new long[tokenizer.ContextLength];
        var mask = new long[tokenizer.ContextLength];
        Array.Fill(ids, -99);
        Array.Fill(mask, -99);
        return new Encoded(tokenizer.Encode(text, ids, mask), ids, mask);
    }

    /// <summary>A row's ids up to and with its end token (the highest id of CLIP's vocabulary).</summary>
    public static string Line(IEnumerable<long> ids) => string.Join(' ', ids);
}

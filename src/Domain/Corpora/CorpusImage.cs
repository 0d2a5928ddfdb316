using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.Domain.Corpora;

/// <summary>One line of a corpus listing.</summary>
/// <param name="Key">The image's key.</param>
/// <param name="Position">Where the listing can be taken up again behind this image; opaque outside the source.</param>
/// <param name="ETag">Changes when the stored bytes may have changed.</param>
/// <param name="Length">Stored bytes, or -1 where the listing does not say.</param>
public sealed record CorpusImage(BlobKey Key, string Position, string ETag, long Length)
{
    /// <summary>The caller's own fields for the payload, where the source carries them (tar, table); else empty.</summary>
    public IReadOnlyDictionary<string, PayloadValue> Metadata { get; init; } = NoMetadata;

    private static readonly IReadOnlyDictionary<string, PayloadValue> NoMetadata = new Dictionary<string, PayloadValue>();
}

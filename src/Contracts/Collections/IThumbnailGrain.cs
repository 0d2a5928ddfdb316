using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Collections;

/// <summary>Shows indexed images where the corpus can be read. Stateless; key <see cref="Key"/>.</summary>
[Alias("cluster.IThumbnailGrain")]
public interface IThumbnailGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "thumbnails";

    /// <summary>A JPEG of the image, longest side <paramref name="size"/> pixels (16 to 1,024); the image's own failure when it cannot be shown.</summary>
    [Alias("render")]
    Task<Outcome<Thumbnail>> RenderAsync(CorpusSpec corpus, BlobKey key, int size, CancellationToken cancellationToken = default);
}

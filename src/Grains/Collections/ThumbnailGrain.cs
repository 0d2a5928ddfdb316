using Cluster.Contracts.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Orleans.Concurrency;

namespace Cluster.Grains.Collections;

/// <inheritdoc cref="IThumbnailGrain" />
[StatelessWorker]
public sealed class ThumbnailGrain(CorpusPictures pictures) : Grain, IThumbnailGrain
{
    /// <inheritdoc />
    public Task<Outcome<Thumbnail>> RenderAsync(CorpusSpec corpus, BlobKey key, int size, CancellationToken cancellationToken) =>
        pictures.RenderAsync(corpus, key, size, cancellationToken);
}

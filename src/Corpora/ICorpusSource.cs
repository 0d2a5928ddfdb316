using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora;

/// <summary>Where images are listed and opened. Listing order is stable: the same corpus lists the same way, whoever asks and from wherever.</summary>
/// <remarks>
/// No method holds a listing in memory. Expected faults are thrown as <see cref="FailureException"/> from the listings (CorpusNotFound,
/// Forbidden, Unavailable) and come back as values from <see cref="ReadAsync"/>. Safe for concurrent use.
/// </remarks>
public interface ICorpusSource
{
    /// <summary>
    /// Whether a partition may begin and end at the position of any image. Not where it is a piece of a file (a shard, rows of a table), named as such: what is
    /// left of one is never given to another partition.
    /// </summary>
    bool CutsAnywhere => false;

    /// <summary>Makes sure that the corpus can be listed; what is wrong with it otherwise.</summary>
    Task<Failure?> CheckAsync(CancellationToken cancellationToken);

    /// <summary>The partitions behind <paramref name="after"/>, or all when it is null, by ordinal.</summary>
    IAsyncEnumerable<CorpusPartition> ListPartitionsAsync(CorpusPartition? after, CancellationToken cancellationToken);

    /// <summary>The images of a partition behind the position <paramref name="after"/>, or all when it is null, in listing order.</summary>
    IAsyncEnumerable<CorpusImage> ListImagesAsync(CorpusPartition partition, string? after, CancellationToken cancellationToken);

    /// <summary>Reads the stored bytes of an image, whole. Refuses more than <paramref name="maxBytes"/> before taking memory for them.</summary>
    ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Finds one image by its key, outside any listing; null when it is not there.</summary>
    ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken);
}

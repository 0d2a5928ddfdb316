using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Table;

/// <summary>Where the images of a table's rows are.</summary>
internal interface ITableImages
{
    Task<Failure?> CheckAsync(CancellationToken cancellationToken);

    /// <summary>The key that a row's text names; null when it names nothing of this corpus.</summary>
    BlobKey? KeyOf(string name);

    /// <summary>Version and length of an image whose table does not tell them.</summary>
    ValueTask<(string ETag, long Length)> VersionAsync(BlobKey key, string tableVersion, long length, CancellationToken cancellationToken);

    ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken);

    ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken);
}

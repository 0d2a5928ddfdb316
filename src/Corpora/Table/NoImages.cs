using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Table;

/// <summary>Where the images are when the table holds them itself: nowhere else. Any key will do.</summary>
internal sealed class NoImages : ITableImages
{
    public Task<Failure?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);

    public BlobKey? KeyOf(string name) => new(name);

    public ValueTask<(string ETag, long Length)> VersionAsync(BlobKey key, string tableVersion, long length, CancellationToken cancellationToken) =>
        ValueTask.FromResult((tableVersion, length));

    public ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken) => ValueTask.FromResult<CorpusImage?>(null);

    public ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken) =>
        ValueTask.FromResult(BlobRead.Failed(FailureKind.Gone, $"'{image.Key}' is no key of this corpus."));
}

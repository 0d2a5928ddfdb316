using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Table;

/// <summary>Images by URL, below allowed prefixes. The URL is the key.</summary>
internal sealed class UrlImages(UrlFetcher fetcher, IReadOnlyList<Uri> allowed) : ITableImages
{
    public Task<Failure?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);

    public BlobKey? KeyOf(string name) => new(name);

    public ValueTask<(string ETag, long Length)> VersionAsync(BlobKey key, string tableVersion, long length, CancellationToken cancellationToken) =>
        ValueTask.FromResult((tableVersion, length));

    public ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            Uri.TryCreate(key.Value, UriKind.Absolute, out var url) && UrlFetcher.IsAllowed(url, allowed) ? new CorpusImage(key, "", "", -1) : null);

    public ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken) =>
        fetcher.FetchAsync(image.Key.Value, allowed, image.ETag, maxBytes, cancellationToken);
}

using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Table;

/// <summary>Images in a folder or container, by keys below it.</summary>
/// <param name="root">The folder or container.</param>
/// <param name="strip">What the table's names have in front of the keys; rows without it are not of this corpus.</param>
internal sealed class RootImages(IFileSource root, string strip) : ITableImages
{
    public Task<Failure?> CheckAsync(CancellationToken cancellationToken) => root.CheckAsync(cancellationToken);

    public BlobKey? KeyOf(string name) =>
        name.Length > strip.Length && name.StartsWith(strip, StringComparison.Ordinal) ? new BlobKey(name[strip.Length..]) : null;

    public async ValueTask<(string ETag, long Length)> VersionAsync(BlobKey key, string tableVersion, long length, CancellationToken cancellationToken)
    {
        try
        {
            // What is not there is listed all the same: the table says it should be, and reading it gives the reason.
            return await root.FindAsync(key, cancellationToken) is { } found ? (found.ETag, found.Length) : ("", length);
        }
        catch (FailureException e) when (e.Failure.Kind.IsQuarantineReason())
        {
            return ("", length);
        }
    }

    public ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken) => root.FindAsync(key, cancellationToken);

    public ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken) =>
        root.ReadAsync(image, maxBytes, cancellationToken);
}

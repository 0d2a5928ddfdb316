using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.AzureBlob;

/// <summary>
/// Containers of Azure Blob Storage as a corpus. Every blob under the location is an image; its key is its name behind the location's
/// folder, with <c>account/container/folder/</c> in front when the corpus has several. Listed in order of the keys. A position is a key.
/// </summary>
public sealed class AzureBlobSource : IFileSource
{
    private readonly IReadOnlyList<BlobRoot> _roots;
    private readonly KeyFilter _filter;
    private readonly int _partitionSize;
    private readonly AzureBlobOptions _options;
    private readonly RecentListings.Of _recent;

    internal AzureBlobSource(IReadOnlyList<BlobRoot> roots, KeyFilter filter, int partitionSize, AzureBlobOptions options, RecentListings.Of recent)
    {
        _roots = roots;
        _filter = filter;
        _partitionSize = partitionSize;
        _options = options;
        _recent = recent;
    }

    /// <inheritdoc />
    public bool CutsAnywhere => true;

    /// <inheritdoc />
    public async Task<Failure?> CheckAsync(CancellationToken cancellationToken)
    {
        foreach (var root in _roots)
        {
            try
            {
                await foreach (var page in root.Container.GetBlobsAsync(new GetBlobsOptions { Prefix = root.Prefix }, cancellationToken).AsPages(null, 1))
                {
                    break;
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && BlobFaults.OfListing(e, root) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<CorpusPartition> ListPartitionsAsync(
        CorpusPartition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var cut = new PartitionCut(_partitionSize, after);
        var listed = _recent.Begin();
        foreach (var root in _roots)
        {
            if (!TryBound(root, after?.End, out var from))
            {
                continue;
            }

            await foreach (var blob in new PrefixListing(root, _options.PageSize, _options.ParallelPrefixes).ReadAsync(from, cancellationToken))
            {
                var key = KeyOf(root, blob.Name);
                if (key == after?.End || !_filter.Wants(key))
                {
                    continue;
                }

                listed.Add(ImageOf(key, blob));
                if (cut.Add(key) is { } partition)
                {
                    listed.Keep(partition);
                    yield return partition;
                }
            }
        }

        if (cut.Rest() is { } last)
        {
            listed.Keep(last);
            yield return last;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<CorpusImage> ListImagesAsync(
        CorpusPartition partition, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_recent.Take(partition) is { } listed)
        {
            foreach (var image in listed.Where(i => after is null || string.CompareOrdinal(i.Position, after) > 0))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return image;
            }

            yield break;
        }

        var behind = after is not null && string.CompareOrdinal(after, partition.Start) >= 0;
        var bound = behind ? after! : partition.Start;
        var pageSize = partition.Count < 0 ? _options.PageSize : (int)Math.Clamp(partition.Count + 1, 2, _options.PageSize);
        foreach (var root in _roots)
        {
            if (!TryBound(root, bound, out var from))
            {
                continue;
            }

            await foreach (var blob in new FlatListing(root, pageSize).ReadAsync(root.Prefix, from, NameOf(root, partition.End), cancellationToken))
            {
                var key = KeyOf(root, blob.Name);
                if (string.CompareOrdinal(key, partition.End) > 0)
                {
                    yield break;
                }

                if (!(behind && key == bound) && _filter.Wants(key))
                {
                    yield return ImageOf(key, blob);
                }
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken) =>
        Locate(image.Key) is var (root, name)
            ? await BlobReader.ReadAsync(root.Container.GetBlobClient(name), new BlobDownloadOptions(), maxBytes, cancellationToken)
            : BlobRead.Failed(FailureKind.Gone, $"'{image.Key}' is no key of this corpus.");

    /// <inheritdoc />
    public async ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken)
    {
        if (!_filter.Wants(key.Value) || Locate(key) is not var (root, name))
        {
            return null;
        }

        try
        {
            var properties = (await root.Container.GetBlobClient(name).GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return new CorpusImage(key, key.Value, properties.ETag.ToString("G").Trim('"'), properties.ContentLength);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && BlobFaults.OfBlob(e, root.Container.AccountName) is { } failure)
        {
            return failure.Kind == FailureKind.Gone ? null : throw new FailureException(failure, e);
        }
    }

    async ValueTask<Stream> IFileSource.OpenAsync(CorpusImage file, CancellationToken cancellationToken)
    {
        var (root, name) = Locate(file.Key) ?? throw new FailureException(FailureKind.Gone, $"'{file.Key}' is no key of this corpus.");
        try
        {
            var options = new BlobOpenReadOptions(allowModifications: false) { Conditions = VersionOf(file), BufferSize = 1 << 20 };
            return await root.Container.GetBlobClient(name).OpenReadAsync(options, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && BlobFaults.OfBlob(e, root.Container.AccountName) is { } failure)
        {
            throw new FailureException(failure, e);
        }
    }

    async ValueTask<Stream> IFileSource.OpenForwardAsync(CorpusImage file, CancellationToken cancellationToken)
    {
        var (root, name) = Locate(file.Key) ?? throw new FailureException(FailureKind.Gone, $"'{file.Key}' is no key of this corpus.");
        var blob = root.Container.GetBlobClient(name);
        try
        {
            // Where the listing said how long it is, a version that is gone is noticed by the first read.
            var length = file.Length >= 0 ? file.Length : (await blob.GetPropertiesAsync(VersionOf(file), cancellationToken)).Value.ContentLength;
            return new BlobForwardStream(blob, VersionOf(file), length);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && BlobFaults.OfBlob(e, root.Container.AccountName) is { } failure)
        {
            throw new FailureException(failure, e);
        }
    }

    async ValueTask<BlobRead> IFileSource.ReadRangeAsync(CorpusImage file, long offset, long length, CancellationToken cancellationToken)
    {
        if (Locate(file.Key) is not var (root, name))
        {
            return BlobRead.Failed(FailureKind.Gone, $"'{file.Key}' is no key of this corpus.");
        }

        if (length == 0)
        {
            return BlobRead.Of(default, file.ETag);
        }

        var options = new BlobDownloadOptions { Range = new HttpRange(offset, length), Conditions = VersionOf(file) };
        var read = await BlobReader.ReadAsync(root.Container.GetBlobClient(name), options, length, cancellationToken);
        if (read.Failure is null && read.Bytes.Length < length)
        {
            read.Dispose();
            return BlobRead.Failed(FailureKind.Truncated, $"The blob ends before byte {offset + length}.");
        }

        return read;
    }

    private static BlobRequestConditions VersionOf(CorpusImage file) => new() { IfMatch = new ETag($"\"{file.ETag}\"") };

    private static CorpusImage ImageOf(string key, ListedBlob blob) => new(new BlobKey(key), key, blob.ETag, blob.Length);

    private static string? NameOf(BlobRoot root, string key) => key.StartsWith(root.Label, StringComparison.Ordinal) ? root.Prefix + key[root.Label.Length..] : null;

    private static string KeyOf(BlobRoot root, string name) => string.Concat(root.Label, name.AsSpan(root.Prefix.Length));

    // The bound as a name in the root; null when the whole root lies behind it. False when all of the root lies before it.
    private static bool TryBound(BlobRoot root, string? key, out string? from)
    {
        if (string.IsNullOrEmpty(key))
        {
            from = null;
            return true;
        }

        from = NameOf(root, key);
        return from is not null || string.CompareOrdinal(root.Label, key) > 0;
    }

    private (BlobRoot Root, string Name)? Locate(BlobKey key)
    {
        foreach (var root in _roots)
        {
            if (key.Value.Length > root.Label.Length && key.Value.StartsWith(root.Label, StringComparison.Ordinal))
            {
                var name = root.Prefix + key.Value[root.Label.Length..];

                // The limit of the service; and dot segments, which a URL would fold away and so leave the folder.
                return name.Length > 1_024 || name.Split('/').Any(static s => s is "." or "..") ? null : (root, name);
            }
        }

        return null;
    }
}

using System.Runtime.CompilerServices;
using Cluster.Artifacts;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Collections.Uploads;

/// <summary>Lists and reads the images that were added to a collection one by one. A position is the name of the artifact.</summary>
internal sealed class UploadedSource(UploadedImages images, CorpusSpec corpus) : ICorpusSource
{
    private CollectionName Alias => new(corpus.Location);

    public Task<Failure?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);

    public async IAsyncEnumerable<CorpusPartition> ListPartitionsAsync(CorpusPartition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ordinal = (after?.Ordinal ?? -1) + 1;
        string? start = null;
        var (last, count) = ("", 0L);
        await foreach (var entry in images.ListAsync(Alias, corpus.Id, cancellationToken))
        {
            if (after is not null && string.CompareOrdinal(entry.Name.Value, after.End) <= 0)
            {
                continue;
            }

            start ??= entry.Name.Value;
            last = entry.Name.Value;
            if (++count == corpus.PartitionSize)
            {
                yield return new CorpusPartition(ordinal++, start, last, count);
                (start, count) = (null, 0);
            }
        }

        if (start is not null)
        {
            yield return new CorpusPartition(ordinal, start, last, count);
        }
    }

    public async IAsyncEnumerable<CorpusImage> ListImagesAsync(CorpusPartition partition, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in images.ListAsync(Alias, corpus.Id, cancellationToken))
        {
            var name = entry.Name.Value;
            if (string.CompareOrdinal(name, partition.Start) >= 0 && string.CompareOrdinal(name, partition.End) <= 0
                && (after is null || string.CompareOrdinal(name, after) > 0) && await ImageAsync(entry.Name, cancellationToken) is { } image)
            {
                yield return image;
            }
        }
    }

    public async ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken)
    {
        var opened = await images.OpenAsync(UploadedImages.NameOf(Alias, corpus.Id, image.Key), cancellationToken);
        if (opened is not { } upload)
        {
            return BlobRead.Failed(FailureKind.Gone, $"The uploaded image '{image.Key}' was deleted.");
        }

        await using (upload.Bytes)
        {
            if (upload.Header.Length > maxBytes)
            {
                return BlobRead.Failed(FailureKind.TooManyBytes, $"The uploaded image has {upload.Header.Length} bytes; at most {maxBytes} are read.");
            }

            var bytes = new byte[upload.Header.Length];
            await upload.Bytes.ReadExactlyAsync(bytes, cancellationToken);
            return BlobRead.Of(bytes, upload.Header.ContentHash);
        }
    }

    public async ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken) =>
        await ImageAsync(UploadedImages.NameOf(Alias, corpus.Id, key), cancellationToken);

    private async Task<CorpusImage?> ImageAsync(ArtifactName name, CancellationToken cancellationToken)
    {
        if (await images.OpenAsync(name, cancellationToken) is not { } upload)
        {
            return null;
        }

        await upload.Bytes.DisposeAsync();
        return new CorpusImage(new BlobKey(upload.Header.Key), name.Value, upload.Header.ContentHash, upload.Header.Length);
    }
}

using System.Runtime.CompilerServices;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Tar;

/// <summary>
/// Tar shards by the WebDataset convention as a corpus: one partition a shard, in order of their names. The pictures of a shard are its
/// images, in the order in which they lie in it; their key is the shard's name, a slash and the member's name. Members of the same stem with
/// the extensions json, txt and cls become metadata.
/// </summary>
/// <remarks>
/// A shard is read by two streams, each from where it is taken up to its end: one for the headers, one for the pictures that are asked for.
/// Finding an image by its key reads the headers of its shard. A shard that is damaged has one image more, which stands for all that cannot
/// be listed and reads as Truncated.
/// </remarks>
public sealed class TarSource : ICorpusSource, IAsyncDisposable
{
    private const string Damaged = "(damaged)";
    private const string Compressed = "(compressed)";
    private const string Unpack = "compressed archives are not read, because no image in them can be read without all before it: unpack them to .tar";

    /// <summary>Extensions of compressed archives, which are told of rather than passed over.</summary>
    internal static IReadOnlyList<string> Packed { get; } = ["tgz", "tbz", "tbz2", "txz", "tzst", "gz", "bz2", "xz", "zst"];

    private readonly IFileSource _shards;
    private readonly ShardReader _reader;
    private readonly ShardStream _stream;

    internal TarSource(IFileSource shards, KeyFilter images)
    {
        _shards = shards;
        _stream = new ShardStream(shards);
        _reader = new ShardReader(images);
    }

    /// <inheritdoc />
    public async Task<Failure?> CheckAsync(CancellationToken cancellationToken)
    {
        if (await _shards.CheckAsync(cancellationToken) is { } failure)
        {
            return failure;
        }

        try
        {
            var hasPacked = false;
            await foreach (var shard in _shards.ListImagesAsync(IFileSource.Everything, null, cancellationToken))
            {
                if (IsTar(shard.Key.Value))
                {
                    return null;
                }

                hasPacked |= IsPacked(shard.Key.Value);
            }

            return hasPacked
                ? new Failure(FailureKind.InvalidRequest, $"All shards at the location are compressed, and {Unpack}.")
                : new Failure(FailureKind.CorpusNotFound, $"There is no .tar file at the location; correct it ({Unpack}).");
        }
        catch (FailureException e)
        {
            return e.Failure;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<CorpusPartition> ListPartitionsAsync(
        CorpusPartition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ordinal = after is null ? 0 : after.Ordinal + 1;
        await foreach (var shard in _shards.ListImagesAsync(IFileSource.Everything, after?.End, cancellationToken))
        {
            if (IsTar(shard.Key.Value) || IsPacked(shard.Key.Value))
            {
                yield return new CorpusPartition(ordinal++, shard.Key.Value, shard.Key.Value, -1);
            }
        }
    }

    /// <inheritdoc />
    /// <exception cref="FailureException">Gone when the shard was removed since the partition was listed.</exception>
    public async IAsyncEnumerable<CorpusImage> ListImagesAsync(
        CorpusPartition partition, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TarPosition? behind = null;
        if (after is not null)
        {
            behind = TarPosition.Parse(after) ?? throw new FailureException(FailureKind.InvalidRequest, $"'{after}' is not a position in a shard.");
        }

        var shard = await _shards.FindAsync(new BlobKey(partition.Start), cancellationToken)
            ?? throw new FailureException(FailureKind.Gone, $"The shard '{partition.Start}' is no longer there; put it back or start a new job.");
        if (IsPacked(partition.Start))
        {
            // One image that stands for all that cannot be listed.
            var all = new TarPosition(0, 0, -1, shard.ETag);
            if (behind is null)
            {
                yield return new CorpusImage(new BlobKey($"{shard.Key}/{Compressed}"), all.ToString(), shard.ETag, -1);
            }

            yield break;
        }

        if (behind?.Shard != shard.ETag)
        {
            // A shard written anew is read anew, whole.
            behind = null;
        }

        var stream = await _shards.OpenForwardAsync(shard, cancellationToken);
        await using (stream)
        {
            await foreach (var sample in _reader.ReadAsync(stream, behind?.Sample ?? 0, cancellationToken))
            {
                foreach (var (position, image) in ImagesOf(shard, sample))
                {
                    if (behind is null || position.Data > behind.Value.Data)
                    {
                        yield return image;
                    }
                }
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken)
    {
        if (image.Key.Value.EndsWith("/" + Compressed, StringComparison.Ordinal))
        {
            return BlobRead.Failed(FailureKind.UnsupportedFormat, $"The shard is compressed, and {Unpack}.");
        }

        if (ShardOf(image.Key) is not { } shard || TarPosition.Parse(image.Position) is not { } position)
        {
            return BlobRead.Failed(FailureKind.Gone, $"'{image.Key}' is no key of this corpus.");
        }

        if (position.Length < 0)
        {
            return BlobRead.Failed(FailureKind.Truncated, $"The shard '{shard}' is damaged at byte {position.Data}; restore it to list the images behind.");
        }

        if (position.Length > Math.Min(maxBytes, Array.MaxLength))
        {
            return BlobRead.Failed(FailureKind.TooManyBytes, $"The image has {position.Length} bytes; the limit is {maxBytes}.");
        }

        var file = new CorpusImage(new BlobKey(shard), shard, position.Shard, -1);
        if (await _stream.TryReadAsync(file, position.Data, (int)position.Length, cancellationToken) is { } bytes)
        {
            return BlobRead.Of(bytes.Memory, image.ETag, bytes);
        }

        using var read = await _shards.ReadRangeAsync(file, position.Data, position.Length, cancellationToken);
        return read.Failure is null ? BlobRead.Of(read.Take(out var owner), image.ETag, owner) : BlobRead.Failed(read.Failure.Kind, read.Failure.Detail);
    }

    /// <summary>Ends the stream that reads of this source share.</summary>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <inheritdoc />
    public async ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken)
    {
        if (ShardOf(key) is not { } shard || await _shards.FindAsync(new BlobKey(shard), cancellationToken) is null)
        {
            return null;
        }

        return await ListImagesAsync(new CorpusPartition(0, shard, shard, -1), null, cancellationToken)
            .FirstOrDefaultAsync(image => image.Key == key, cancellationToken);
    }

    private static IEnumerable<(TarPosition Position, CorpusImage Image)> ImagesOf(CorpusImage shard, TarSample sample)
    {
        if (sample.Stem.Length == 0)
        {
            yield return ImageOf(shard, sample, Damaged, new TarPosition(sample.Offset, sample.Offset, -1, shard.ETag));
        }

        foreach (var (member, data, length) in sample.Images)
        {
            yield return ImageOf(shard, sample, member, new TarPosition(sample.Offset, data, length, shard.ETag));
        }
    }

    private static (TarPosition Position, CorpusImage Image) ImageOf(CorpusImage shard, TarSample sample, string member, TarPosition position) =>
        (position, new CorpusImage(new BlobKey($"{shard.Key}/{member}"), position.ToString(), $"{shard.ETag}@{position.Data:x}", position.Length)
        {
            Metadata = sample.Metadata,
        });

    private static bool IsTar(string shard) => shard.EndsWith(".tar", StringComparison.OrdinalIgnoreCase);

    // x.tar.gz and x.tgz, but not notes.gz.
    private static bool IsPacked(string shard) =>
        Path.GetExtension(shard) is { Length: > 1 } extension && Packed.Contains(extension[1..].ToLowerInvariant())
        && (extension[1] is 't' or 'T' || IsTar(shard[..^extension.Length]));

    private static string? ShardOf(BlobKey key)
    {
        var end = key.Value.IndexOf(".tar/", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : key.Value[..(end + 4)];
    }
}

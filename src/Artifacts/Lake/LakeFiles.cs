using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Lake;

/// <summary>Writes and reads the files of the lake.</summary>
public static class LakeFiles
{
    private const int NumpyHead = 128;

    /// <summary>Writes the files of a partition, in place of what an attempt before left; null when there is no point.</summary>
    internal static async Task<LakePart?> WritePartAsync(
        IArtifactStore store, LakePlace lake, PartitionId partition, Func<CancellationToken, IAsyncEnumerable<EmbeddedPoint>> points, CancellationToken cancellationToken)
    {
        var part = await WriteParquetAsync(store, lake.Collection, LakeNames.Parquet(partition), points, cancellationToken);
        return part is null || !lake.WithNumpy
            ? part
            : await WriteNumpyAsync(store, lake.Collection, part, LakeNames.Numpy(partition), lake.Dimension, points, cancellationToken);
    }

    /// <summary>Writes a part anew without some of its points; null when none is left, and then the files are gone.</summary>
    internal static async Task<LakePart?> RewriteAsync(
        IArtifactStore store, CollectionName collection, LakePart part, int dimension, IReadOnlySet<PointId> without, CancellationToken cancellationToken)
    {
        var kept = await WriteParquetAsync(store, collection, part.Parquet, Kept, cancellationToken);
        if (kept is null)
        {
            await store.DeleteAsync(LakeNames.File(collection, part.Parquet), cancellationToken);
        }

        if (part.Numpy is null)
        {
            return kept;
        }

        if (kept is not null)
        {
            return await WriteNumpyAsync(store, collection, kept, part.Numpy, dimension, Kept, cancellationToken);
        }

        await store.DeleteAsync(LakeNames.File(collection, part.Numpy), cancellationToken);
        return null;

        IAsyncEnumerable<EmbeddedPoint> Kept(CancellationToken token) =>
            ReadAsync(store, collection, part.Parquet, token).Where(point => !without.Contains(point.Id));
    }

    /// <summary>The points of a Parquet file of the lake.</summary>
    /// <exception cref="FailureException">InvalidRequest: the file is not there, or is damaged.</exception>
    public static async IAsyncEnumerable<EmbeddedPoint> ReadAsync(
        IArtifactStore store, CollectionName collection, string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await store.OpenReadAsync(LakeNames.File(collection, file), cancellationToken)
            ?? throw new FailureException(FailureKind.InvalidRequest, $"The lake file '{file}' is not there, though its manifest names it; restore it.");
        await using (stream)
        {
            await using var seekable = stream.CanSeek ? stream : await OnDiskAsync(stream, cancellationToken);
            await foreach (var point in LakeParquet.ReadAsync(seekable, cancellationToken))
            {
                yield return point;
            }
        }
    }

    private static async Task<LakePart?> WriteParquetAsync(
        IArtifactStore store,
        CollectionName collection,
        string file,
        Func<CancellationToken, IAsyncEnumerable<EmbeddedPoint>> points,
        CancellationToken cancellationToken)
    {
        if (!await points(cancellationToken).AnyAsync(cancellationToken))
        {
            return null;
        }

        LakePart? part = null;
        await store.WriteAsync(
            LakeNames.File(collection, file),
            async (stream, token) =>
            {
                using var hashing = new HashingStream(stream);
                var (rows, first, last) = await LakeParquet.WriteAsync(hashing, points(token), token);
                part = new LakePart(file, rows, hashing.Sha256, first, last);
            },
            cancellationToken);
        return part;
    }

    private static async Task<LakePart> WriteNumpyAsync(
        IArtifactStore store,
        CollectionName collection,
        LakePart part,
        string file,
        int dimension,
        Func<CancellationToken, IAsyncEnumerable<EmbeddedPoint>> points,
        CancellationToken cancellationToken)
    {
        var hash = "";
        await store.WriteAsync(
            LakeNames.File(collection, file),
            async (stream, token) =>
            {
                using var hashing = new HashingStream(stream);
                await hashing.WriteAsync(HeadOf(part.Rows, dimension), token);
                await foreach (var point in points(token))
                {
                    await hashing.WriteAsync(MemoryMarshal.AsBytes(point.Vector.Span).ToArray(), token);
                }

                hash = hashing.Sha256;
            },
            cancellationToken);
        return part with { Numpy = file, NumpySha256 = hash };
    }

    // Version 1.0 of the NumPy format: magic word, length of the head, a Python literal padded with blanks to a multiple of 64.
    private static byte[] HeadOf(long rows, int dimension)
    {
        var literal = string.Create(CultureInfo.InvariantCulture, $"{{'descr': '<f2', 'fortran_order': False, 'shape': ({rows}, {dimension}), }}");
        var head = new byte[NumpyHead];
        byte[] magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, NumpyHead - 10, 0];
        magic.CopyTo(head, 0);
        Encoding.ASCII.GetBytes(literal.PadRight(NumpyHead - 11) + "\n").CopyTo(head, 10);
        return head;
    }

    private static async Task<Stream> OnDiskAsync(Stream stream, CancellationToken cancellationToken)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            1 << 16,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await stream.CopyToAsync(file, cancellationToken);
        file.Position = 0;
        return file;
    }
}

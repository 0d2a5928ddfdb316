using System.Globalization;
using Azure;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Corpora.Table;

/// <summary>Images that lie in a column of the table: binary in Parquet, base64 in CSV.</summary>
/// <remarks>A column of a Parquet row group can only be read whole; the last one read is kept, since a partition is a row group.</remarks>
internal sealed class RowBytes(IFileSource tables, string column)
{
    private readonly Lock _gate = new();
    private (TablePlace Place, Task<byte[]?[]> Values)? _group;

    /// <summary>The position of a row's image.</summary>
    public static string PositionOf(long row, TablePlace piece) => string.Create(CultureInfo.InvariantCulture, $"{row}+{piece}");

    /// <summary>The row of a position, with or without its piece.</summary>
    public static long RowOf(string position) =>
        long.Parse(position.AsSpan(0, position.IndexOf('+', StringComparison.Ordinal) is >= 0 and var end ? end : position.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The image of a row.</summary>
    public async ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken)
    {
        var row = RowOf(image.Position);
        var piece = TablePlace.Parse(image.Position[(image.Position.IndexOf('+', StringComparison.Ordinal) + 1)..]);
        try
        {
            var bytes = TableSource.IsCsv(piece.File) ? await FieldAsync(row, piece, cancellationToken) : (await GroupAsync(piece, cancellationToken))[row];
            return bytes is null ? BlobRead.Failed(FailureKind.NotAnImage, $"The row has nothing in the column '{column}'.")
                : bytes.Length > maxBytes ? BlobRead.Failed(FailureKind.TooManyBytes, $"The image has {bytes.Length} bytes; the limit is {maxBytes}.")
                : BlobRead.Of(bytes, image.ETag);
        }
        catch (FailureException e)
        {
            return BlobRead.Failed(e.Failure.Kind, e.Failure.Detail);
        }
        catch (FormatException)
        {
            return BlobRead.Failed(FailureKind.NotAnImage, $"What the row has in the column '{column}' is not base64.");
        }
        catch (Exception e) when (e is IOException or RequestFailedException)
        {
            return BlobRead.Failed(FailureKind.Unavailable, "The table cannot be read now.");
        }
    }

    private async ValueTask<byte[]?> FieldAsync(long row, TablePlace piece, CancellationToken cancellationToken)
    {
        var stream = await OpenAsync(piece, cancellationToken);
        await using (stream)
        {
            var text = await CsvTableReader.FieldAsync(stream, row, column, cancellationToken);
            return string.IsNullOrEmpty(text) ? null : Convert.FromBase64String(text);
        }
    }

    private async ValueTask<byte[]?[]> GroupAsync(TablePlace piece, CancellationToken cancellationToken)
    {
        Task<byte[]?[]> values;
        lock (_gate)
        {
            if (_group is not { } kept || kept.Place != piece || kept.Values.IsFaulted)
            {
                _group = kept = (piece, LoadAsync(piece));
            }

            values = kept.Values;
        }

        return await values.WaitAsync(cancellationToken);
    }

    // For all that wait for it, so none of them can cancel it.
    private async Task<byte[]?[]> LoadAsync(TablePlace piece)
    {
        var stream = await OpenAsync(piece, CancellationToken.None);
        await using (stream)
        {
            return await ParquetTableReader.BytesAsync(stream, piece.Offset, column, CancellationToken.None);
        }
    }

    private ValueTask<Stream> OpenAsync(TablePlace piece, CancellationToken cancellationToken) =>
        tables.OpenAsync(new CorpusImage(new BlobKey(piece.File), piece.File, piece.Version, -1), cancellationToken);
}

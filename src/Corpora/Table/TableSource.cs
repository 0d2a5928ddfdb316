using System.Globalization;
using System.Runtime.CompilerServices;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;

namespace Cluster.Corpora.Table;

/// <summary>
/// Parquet and CSV lists as a corpus: every row with a key below the root, or with a URL, is an image, in the order of the rows. A partition is
/// a row group, or so many rows of a CSV.
/// </summary>
/// <remarks>
/// The version of an image is that of the table's ETag column; without one, keys are looked up in the root, and URLs take the version of the
/// table. A table that is replaced while a job reads it ends the job's listing with Gone.
/// </remarks>
public sealed class TableSource : ICorpusSource
{
    // A table without versions costs a request a row; one after the other they would take longer than the reading.
    private const int LookedUpAhead = 16;

    private static readonly CsvTableReader Csv = new();
    private static readonly ParquetTableReader Parquet = new();

    private readonly IFileSource _tables;
    private readonly TableChoice _choice;
    private readonly RowBytes? _rowBytes;
    private readonly TableColumns _columns;
    private readonly ITableImages _images;
    private readonly int _partitionSize;

    internal TableSource(IFileSource tables, TableChoice choice, TableColumns columns, ITableImages images, int partitionSize)
    {
        _tables = tables;
        _choice = choice;
        _rowBytes = columns.Bytes.Length > 0 ? new RowBytes(tables, columns.Bytes) : null;
        _columns = columns;
        _images = images;
        _partitionSize = partitionSize;
    }

    /// <inheritdoc />
    public async Task<Failure?> CheckAsync(CancellationToken cancellationToken)
    {
        return await _tables.CheckAsync(cancellationToken) ?? await CheckTablesAsync(cancellationToken) ?? await _images.CheckAsync(cancellationToken);
    }

    private async Task<Failure?> CheckTablesAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _choice.CheckAsync(cancellationToken) is { } wrong)
            {
                return wrong;
            }

            var first = await ListPartitionsAsync(null, cancellationToken).FirstOrDefaultAsync(cancellationToken);
            if (first is null)
            {
                return new Failure(FailureKind.CorpusNotFound, "There is no .csv or .parquet table with rows at the location; correct it.");
            }

            await foreach (var _ in ListImagesAsync(first, null, cancellationToken))
            {
                return null;
            }

            return new Failure(FailureKind.InvalidRequest, $"No row of the table has a value in the column '{_columns.Name}'; name the right column in the options.");
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
        cancellationToken.ThrowIfCancellationRequested();
        var names = new NameColumn(_columns.Name, name => _images.KeyOf(name) is not null);
        var ordinal = after is null ? 0 : after.Ordinal + 1;
        (TablePlace Start, TablePlace End)? behind = after is null ? null : (TablePlace.Parse(after.Start), TablePlace.Parse(after.End));
        var chosen = await _choice.FilesAsync(cancellationToken);
        await foreach (var table in _tables.ListImagesAsync(IFileSource.Everything, null, cancellationToken))
        {
            if ((chosen is not null && !chosen.ContainsKey(table.Key.Value)) || (behind is { } b && string.CompareOrdinal(table.Key.Value, b.End.File) < 0))
            {
                continue;
            }

            (long, long)? from = behind is { } last && last.End.File == table.Key.Value ? (last.Start.Offset, last.End.Offset) : null;
            var stream = await _tables.OpenAsync(from is null ? table : table with { ETag = behind!.Value.End.Version }, cancellationToken);
            string PlaceOf(long offset) => new TablePlace(offset, table.ETag, table.Key.Value).ToString();
            await using (stream)
            {
                await foreach (var (start, end, count) in ReaderOf(table.Key.Value).PiecesAsync(stream, from, _partitionSize, names, cancellationToken))
                {
                    yield return new CorpusPartition(ordinal++, PlaceOf(start), PlaceOf(end), _columns.IsInventory ? -1 : count);
                }
            }
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<CorpusImage> ListImagesAsync(
        CorpusPartition partition, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (start, end) = (TablePlace.Parse(partition.Start), TablePlace.Parse(partition.End));
        var stream = await _tables.OpenAsync(new CorpusImage(new BlobKey(start.File), start.File, start.Version, -1), cancellationToken);
        await using (stream)
        {
            long? behind = after is null ? null : RowBytes.RowOf(after);
            Queue<Task<CorpusImage>> ahead = new(LookedUpAhead);
            try
            {
                await foreach (var row in ReaderOf(start.File).RowsAsync(stream, start.Offset, end.Offset, behind, _columns, cancellationToken))
                {
                    if (row.Text(_columns.Name) is { Length: > 0 } name && _images.KeyOf(name) is { } key && !(_columns.IsInventory && InventoryRows.IsOther(row)))
                    {
                        if (ahead.Count == LookedUpAhead)
                        {
                            yield return await ahead.Dequeue();
                        }

                        ahead.Enqueue(ImageAsync(key, row, start, cancellationToken).AsTask());
                    }
                }

                while (ahead.TryDequeue(out var image))
                {
                    yield return await image;
                }
            }
            finally
            {
                Task rest = Task.WhenAll(ahead);
                await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <inheritdoc />
    public ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken) =>
        _rowBytes?.ReadAsync(image, maxBytes, cancellationToken) ?? _images.ReadAsync(image, maxBytes, cancellationToken);

    /// <inheritdoc />
    /// <remarks>
    /// Looks where the images are, not into the table: the position it gives stands for no row. Where the table holds the images it is searched from
    /// its start.
    /// </remarks>
    public ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken) =>
        _rowBytes is null ? _images.FindAsync(key, cancellationToken) : SearchAsync(key, cancellationToken);

    /// <summary>Whether a table is a CSV; else it is Parquet.</summary>
    internal static bool IsCsv(string file) => file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    private static ITableReader ReaderOf(string file) => IsCsv(file) ? Csv : Parquet;

    private async ValueTask<CorpusImage?> SearchAsync(BlobKey key, CancellationToken cancellationToken)
    {
        await foreach (var partition in ListPartitionsAsync(null, cancellationToken))
        {
            if (await ListImagesAsync(partition, null, cancellationToken).FirstOrDefaultAsync(image => image.Key == key, cancellationToken) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private async ValueTask<CorpusImage> ImageAsync(BlobKey key, TableRow row, TablePlace piece, CancellationToken cancellationToken)
    {
        var etag = row.Text(_columns.ETag)?.Trim('"');
        var length = long.TryParse(row.Text(_columns.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;
        if (_rowBytes is not null)
        {
            return new CorpusImage(key, RowBytes.PositionOf(row.Position, piece), etag ?? $"{piece.Version}@{piece.Offset:x}.{row.Position:x}", length)
            {
                Metadata = MetadataOf(row),
            };
        }

        if (etag is null && _columns.IsInventory)
        {
            // Asking the account for every version would be the listing that a report spares.
            throw new FailureException(FailureKind.InvalidRequest, $"The report has objects without '{_columns.ETag}'; add it to the schema fields of the inventory rule.");
        }

        if (etag is null)
        {
            (etag, length) = await _images.VersionAsync(key, piece.Version, length, cancellationToken);
        }

        return new CorpusImage(key, row.Position.ToString(CultureInfo.InvariantCulture), etag, length) { Metadata = MetadataOf(row) };
    }

    private Dictionary<string, PayloadValue> MetadataOf(TableRow row) =>
        row.Values.Where(v => _columns.Metadata.Contains(v.Key, StringComparer.Ordinal)).ToDictionary(v => v.Key, ValueOf, StringComparer.Ordinal);

    // What is no number stays as it is written: a picture is not lost for its price.
    private PayloadValue ValueOf(KeyValuePair<string, PayloadValue> field) =>
        _columns.Numbers.Contains(field.Key, StringComparer.Ordinal) && field.Value is PayloadValue.Text text
        && double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : field.Value;
}

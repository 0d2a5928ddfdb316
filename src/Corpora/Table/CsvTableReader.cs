using System.Runtime.CompilerServices;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using CsvHelper;

namespace Cluster.Corpora.Table;

/// <summary>CSV (RFC 4180) with a header row, in UTF-8, with commas. A position is the byte at which a row starts; so are the ends of a piece.</summary>
internal sealed class CsvTableReader : ITableReader
{
    private static readonly CsvReaderOptions Format = CsvReaderOptions.Default with
    {
        HasHeader = false, Separator = ',', MaxRecordSize = 1 << 24, MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <inheritdoc />
    public async IAsyncEnumerable<(long Start, long End, long Count)> PiecesAsync(
        Stream table, (long Start, long End)? after, int size, NameColumn names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var column = Array.IndexOf(await HeaderAsync(table, cancellationToken), names.Name);
        long start = 0, end = 0, images = 0;
        var count = 0;

        // The first record read is the header, or the last row of the piece before.
        await foreach (var (position, fields) in RecordsAsync(table, after?.End ?? 0, cancellationToken).Skip(1))
        {
            start = count++ == 0 ? position : start;
            end = position;
            images += column >= 0 && column < fields.Length && fields[column].Length > 0 && names.IsImage(fields[column]) ? 1 : 0;
            if (count == size)
            {
                yield return (start, end, images);
                (count, images) = (0, 0);
            }
        }

        if (count > 0)
        {
            yield return (start, end, images);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<TableRow> RowsAsync(
        Stream table, long start, long end, long? after, TableColumns columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var header = await HeaderAsync(table, cancellationToken);
        var wanted = columns.All.Select(c => (Name: c, Index: Array.IndexOf(header, c))).Where(static c => c.Index >= 0).ToList();
        await foreach (var (position, fields) in RecordsAsync(table, after ?? start, cancellationToken))
        {
            if (position > end)
            {
                yield break;
            }

            if (position == after)
            {
                continue;
            }

            var values = new Dictionary<string, PayloadValue>(StringComparer.Ordinal);
            foreach (var (name, index) in wanted)
            {
                if (index < fields.Length && fields[index].Length > 0)
                {
                    values[name] = fields[index];
                }
            }

            yield return new TableRow(position, values);
        }
    }

    /// <summary>One field of the row that starts at a byte; null when the table has no such column.</summary>
    public static async ValueTask<string?> FieldAsync(Stream table, long position, string column, CancellationToken cancellationToken)
    {
        var index = Array.IndexOf(await HeaderAsync(table, cancellationToken), column);
        var fields = await RecordsAsync(table, position, cancellationToken).Select(static r => r.Fields).FirstOrDefaultAsync(cancellationToken);
        return index >= 0 && index < fields?.Length ? fields[index] : null;
    }

    private static async ValueTask<string[]> HeaderAsync(Stream table, CancellationToken cancellationToken) =>
        await RecordsAsync(table, 0, cancellationToken).Select(static r => r.Fields).FirstOrDefaultAsync(cancellationToken) ?? [];

    private static async IAsyncEnumerable<(long Position, string[] Fields)> RecordsAsync(
        Stream table, long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        table.Seek(from, SeekOrigin.Begin);
        await using var reader = CsvReader.Create(table, Format, leaveOpen: true);
        while (await NextAsync(reader, cancellationToken))
        {
            var fields = new string[reader.FieldCount];
            for (var i = 0; i < fields.Length; i++)
            {
                fields[i] = reader.GetString(i);
            }

            yield return (from + reader.ByteOffset, fields);
        }
    }

    private static async Task<bool> NextAsync(CsvReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException e)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"The table is not valid CSV near byte {e.ByteOffset} of this piece; correct it.", e);
        }
    }
}

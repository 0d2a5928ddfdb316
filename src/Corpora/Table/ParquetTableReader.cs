using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Parquet;
using Parquet.Schema;

namespace Cluster.Corpora.Table;

/// <summary>Parquet. A piece is a row group, by its number; a position is a row's number in its group.</summary>
internal sealed class ParquetTableReader : ITableReader
{
    private const long MaxGroupBytes = 256L << 20;

    /// <inheritdoc />
    public async IAsyncEnumerable<(long Start, long End, long Count)> PiecesAsync(
        Stream table, (long Start, long End)? after, int size, NameColumn names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await OpenAsync(table, cancellationToken);
        for (var group = after is null ? 0 : (int)after.Value.End + 1; group < reader.RowGroupCount; group++)
        {
            using var rows = reader.OpenRowGroupReader(group);
            if (rows.RowCount > 0)
            {
                yield return (group, group, -1);
            }
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<TableRow> RowsAsync(
        Stream table, long start, long end, long? after, TableColumns columns, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = await OpenAsync(table, cancellationToken);
        using var group = reader.OpenRowGroupReader((int)start);
        var read = new List<(string Name, PayloadValue?[] Values)>();
        foreach (var field in reader.Schema.GetDataFields())
        {
            if (field.Path.Length == 1 && columns.All.Contains(field.Name, StringComparer.Ordinal))
            {
                read.Add((field.Name, await ColumnAsync(group, field, cancellationToken)));
            }
        }

        for (var row = after + 1 ?? 0; row < group.RowCount; row++)
        {
            var values = new Dictionary<string, PayloadValue>(StringComparer.Ordinal);
            foreach (var (name, column) in read)
            {
                if (column[row] is { } value)
                {
                    values[name] = value;
                }
            }

            yield return new TableRow(row, values);
        }
    }

    /// <summary>A binary column of a row group, whole.</summary>
    /// <exception cref="FailureException">TooManyBytes when it holds more than may be read at once; InvalidRequest when there is no such column.</exception>
    public static async ValueTask<byte[]?[]> BytesAsync(Stream table, long groupNumber, string column, CancellationToken cancellationToken)
    {
        await using var reader = await OpenAsync(table, cancellationToken);
        using var group = reader.OpenRowGroupReader((int)groupNumber);
        var field = reader.Schema.GetDataFields().FirstOrDefault(f => f.Path.Length == 1 && f.Name == column);
        if (field is null || (field.ClrType != typeof(byte[]) && field.ClrType != typeof(ReadOnlyMemory<byte>)))
        {
            throw new FailureException(FailureKind.InvalidRequest, $"The table has no binary column '{column}'; name the right one in the option 'bytes'.");
        }

        if (group.GetMetadata(field)?.MetaData?.TotalUncompressedSize is > MaxGroupBytes and var size)
        {
            throw new FailureException(
                FailureKind.TooManyBytes, $"The images of row group {groupNumber} have {size} bytes together; at most {MaxGroupBytes} are read at once. Write smaller row groups.");
        }

        var values = new byte[]?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory()!, cancellationToken: cancellationToken);
        return values;
    }

    private static async Task<ParquetReader> OpenAsync(Stream table, CancellationToken cancellationToken)
    {
        if (!await HasFooterAsync(table, cancellationToken))
        {
            throw new FailureException(FailureKind.InvalidRequest, "The table is not a whole Parquet file; correct it.");
        }

        try
        {
            return await ParquetReader.CreateAsync(table, leaveStreamOpen: true, cancellationToken: cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException or Azure.RequestFailedException))
        {
            throw new FailureException(FailureKind.InvalidRequest, "The table is not a readable Parquet file; correct it.", e);
        }
    }

    // The file ends in the length of its footer and the magic word. The library seeks by that length without looking at it.
    private static async Task<bool> HasFooterAsync(Stream table, CancellationToken cancellationToken)
    {
        if (table.Length < 12)
        {
            return false;
        }

        var tail = new byte[8];
        table.Seek(-8, SeekOrigin.End);
        await table.ReadExactlyAsync(tail, cancellationToken);
        table.Seek(0, SeekOrigin.Begin);
        return tail.AsSpan(4).SequenceEqual("PAR1"u8) && BinaryPrimitives.ReadInt32LittleEndian(tail) is >= 0 and var length && length <= table.Length - 12;
    }

    // A column of a type that no payload value can hold says nothing.
    private static async Task<PayloadValue?[]> ColumnAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        if (field.ClrType == typeof(string) || field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[group.RowCount];
            await group.ReadAsync(field, texts.AsMemory(), cancellationToken: cancellationToken);
            return Array.ConvertAll(texts, static t => t is null ? null : (PayloadValue)t);
        }

        return field.ClrType switch
        {
            var t when t == typeof(long) => await NumbersAsync<long>(static v => v),
            var t when t == typeof(int) => await NumbersAsync<int>(static v => (long)v),
            var t when t == typeof(double) => await NumbersAsync<double>(static v => double.IsFinite(v) ? v : null),
            var t when t == typeof(float) => await NumbersAsync<float>(static v => float.IsFinite(v) ? (double)v : null),
            var t when t == typeof(bool) => await NumbersAsync<bool>(static v => v),
            _ => new PayloadValue?[group.RowCount],
        };

        async Task<PayloadValue?[]> NumbersAsync<T>(Func<T, PayloadValue?> convert)
            where T : struct
        {
            if (field.IsNullable)
            {
                var nullable = new T?[group.RowCount];
                await group.ReadAsync(field, nullable.AsMemory(), cancellationToken: cancellationToken);
                return Array.ConvertAll(nullable, v => v is { } value ? convert(value) : null);
            }

            var plain = new T[group.RowCount];
            await group.ReadAsync(field, plain.AsMemory(), cancellationToken: cancellationToken);
            return Array.ConvertAll(plain, v => convert(v));
        }
    }
}

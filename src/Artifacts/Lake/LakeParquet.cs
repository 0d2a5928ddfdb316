using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Parquet;
using Parquet.Schema;

namespace Cluster.Artifacts.Lake;

/// <summary>
/// Embedded points as Parquet: key, image_path (the key again, under clip-retrieval's name), point_id, payload (JSON) and vector, a list of FLOAT whose values are
/// half-precision numbers. The writer knows no FLOAT16; with 13 bits of each value zero, compression makes up for most of it.
/// </summary>
internal static class LakeParquet
{
    private const int GroupRows = 2_048;
    private const string Dimension = "dimension";
    private static readonly DataField<string> Key = new("key", false);
    private static readonly DataField<string> ImagePath = new("image_path", false);
    private static readonly DataField<string> Id = new("point_id", false);
    private static readonly DataField<string> Payload = new("payload", false);
    private static readonly ParquetSchema Schema = new(
        Key, ImagePath, Id, Payload, new ListField("vector", new DataField<float>("element", false)));

    /// <summary>Writes the points; how many there were, and the lowest and highest key.</summary>
    public static async Task<(long Rows, string First, string Last)> WriteAsync(
        Stream stream, IAsyncEnumerable<EmbeddedPoint> points, CancellationToken cancellationToken)
    {
        var (rows, first, last) = (0L, "", "");
        var writer = await ParquetWriter.CreateAsync(
            Schema, stream, new ParquetOptions { CompressionMethod = CompressionMethod.Zstd }, cancellationToken: cancellationToken);
        await using (writer)
        {
            await foreach (var group in points.Chunk(GroupRows).WithCancellation(cancellationToken))
            {
                writer.CustomMetadata = new Dictionary<string, string> { [Dimension] = group[0].Vector.Length.ToString(CultureInfo.InvariantCulture) };
                var keys = Array.ConvertAll(group, static point => KeyOf(point));
                await WriteGroupAsync(writer, group, keys, cancellationToken);
                var (low, high) = (keys.Min(StringComparer.Ordinal)!, keys.Max(StringComparer.Ordinal)!);
                first = rows == 0 || string.CompareOrdinal(low, first) < 0 ? low : first;
                last = rows == 0 || string.CompareOrdinal(high, last) > 0 ? high : last;
                rows += group.Length;
            }
        }

        return (rows, first, last);
    }

    /// <summary>The points of a file, which must be seekable.</summary>
    public static async IAsyncEnumerable<EmbeddedPoint> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true, cancellationToken: cancellationToken);
        await using (reader)
        {
            var vector = reader.Schema.GetDataFields().Single(static field => field.Path.FirstPart == "vector");
            var dimension = int.Parse(reader.CustomMetadata[Dimension], CultureInfo.InvariantCulture);
            for (var number = 0; number < reader.RowGroupCount; number++)
            {
                using var group = reader.OpenRowGroupReader(number);
                var rows = (int)group.RowCount;
                var ids = new string?[rows];
                var payloads = new string?[rows];
                await group.ReadAsync(reader.Schema.GetDataFields().Single(static field => field.Name == "point_id"), ids.AsMemory(), cancellationToken: cancellationToken);
                await group.ReadAsync(reader.Schema.GetDataFields().Single(static field => field.Name == "payload"), payloads.AsMemory(), cancellationToken: cancellationToken);
                var values = await ReadVectorsAsync(group, vector, dimension, cancellationToken);
                for (var row = 0; row < rows; row++)
                {
                    yield return new EmbeddedPoint(
                        PointId.TryParse(ids[row], out var id) ? id : throw new InvalidDataException($"'{ids[row]}' is not the id of a point."),
                        values.AsMemory(row * dimension, dimension),
                        StoredPayload.Read(System.Text.Encoding.UTF8.GetBytes(payloads[row]!), fields: null));
                }
            }
        }
    }

    private static string KeyOf(EmbeddedPoint point) => point.Payload.TryGetValue(PayloadFields.Key, out var key) && key is PayloadValue.Text text ? text.Value : "";

    private static async Task WriteGroupAsync(ParquetWriter writer, EmbeddedPoint[] points, string[] keys, CancellationToken cancellationToken)
    {
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(Key, keys);
        await group.WriteAsync(ImagePath, keys);
        await group.WriteAsync(Id, Array.ConvertAll(points, static point => point.Id.ToString()));
        await group.WriteAsync(Payload, Array.ConvertAll(points, static point => System.Text.Encoding.UTF8.GetString(StoredPayload.Write(point.Payload))));
        var dimension = points[0].Vector.Length;
        var values = new float[points.Length * dimension];
        var repetition = new int[values.Length];
        var definition = new int[values.Length];
        var vector = Schema.GetDataFields().Single(static field => field.Path.FirstPart == "vector");
        Array.Fill(repetition, 1);
        Array.Fill(definition, vector.MaxDefinitionLevel);
        for (var row = 0; row < points.Length; row++)
        {
            TensorPrimitives.ConvertToSingle(points[row].Vector.Span, values.AsSpan(row * dimension, dimension));
            repetition[row * dimension] = 0;
        }

        await group.WriteAllPartsAsync<float>(vector, values, definition, repetition, cancellationToken);
        group.CompleteValidate();
    }

    private static async Task<Half[]> ReadVectorsAsync(ParquetRowGroupReader group, DataField field, int dimension, CancellationToken cancellationToken)
    {
        // The library sizes the levels of a list by its rows unless it is given room for all values.
        var values = new float[(int)group.RowCount * dimension];
        await group.ReadRawAsync<float>(field, values, new int[values.Length], new int[values.Length], cancellationToken);
        var rounded = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, rounded);
        return rounded;
    }
}

using System.Globalization;
using System.Text;
using Cluster.Domain.Outcomes;
using CsvHelper;

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>Labelled data of a user: CSV with the header <c>key,label</c> (a class a picture) or <c>query,key</c> (pictures that a text asks for).</summary>
/// <param name="Labels">Class a key; empty for the other form.</param>
/// <param name="Queries">Keys a query; empty for the other form.</param>
public sealed record LabelledData(IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, IReadOnlySet<string>> Queries)
{
    /// <summary>The most rows taken.</summary>
    public const int MaxRows = 1_000_000;

    private static readonly CsvReaderOptions Format = CsvReaderOptions.Default with
    {
        HasHeader = false, Separator = ',', MaxRecordSize = 1 << 20, MalformedData = CsvMalformedDataHandling.Throw,
    };

    /// <summary>Reads it; InvalidRequest with the row that is wrong.</summary>
    public static Outcome<LabelledData> Read(string csv)
    {
        try
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(csv));
            using var reader = CsvReader.Create(text, Format, leaveOpen: true);
            return Read(reader);
        }
        catch (CsvFormatException fault)
        {
            return Wrong(string.Create(CultureInfo.InvariantCulture, $"is not valid CSV near byte {fault.ByteOffset}"));
        }
    }

    private static Outcome<LabelledData> Read(CsvReader reader)
    {
        var header = reader.Read() ? FieldsOf(reader) : [];
        var (key, label, query) = (Array.IndexOf(header, "key"), Array.IndexOf(header, "label"), Array.IndexOf(header, "query"));
        var other = label >= 0 ? label : query;
        if (key < 0 || other < 0)
        {
            return Wrong($"has the columns {string.Join(", ", header)}; give key,label or query,key");
        }

        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        Dictionary<string, IReadOnlySet<string>> queries = new(StringComparer.Ordinal);
        for (var row = 1; reader.Read(); row++)
        {
            var fields = FieldsOf(reader);
            if (row > MaxRows)
            {
                return Wrong($"has more than {MaxRows} rows");
            }

            if (fields.Length <= Math.Max(key, other) || fields[key].Length == 0 || fields[other].Length == 0)
            {
                return Wrong(string.Create(CultureInfo.InvariantCulture, $"lacks a value in row {row}"));
            }

            if (label >= 0)
            {
                labels[fields[key]] = fields[other];
            }
            else if (queries.TryGetValue(fields[other], out var keys))
            {
                ((HashSet<string>)keys).Add(fields[key]);
            }
            else
            {
                queries[fields[other]] = new HashSet<string>(StringComparer.Ordinal) { fields[key] };
            }
        }

        return labels.Count + queries.Count == 0 ? Wrong("has no rows") : new LabelledData(labels, queries);
    }

    private static string[] FieldsOf(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i).Trim())];

    private static Failure Wrong(string what) => new(FailureKind.InvalidRequest, $"The labelled data {what}.");
}

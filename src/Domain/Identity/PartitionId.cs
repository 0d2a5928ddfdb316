using System.Globalization;

namespace Cluster.Domain.Identity;

/// <summary>A partition of a job: the unit of lease and checkpoint.</summary>
/// <param name="Job">The job it belongs to.</param>
/// <param name="Ordinal">Its place in the corpus listing, from 0.</param>
[GenerateSerializer, Immutable, Alias("cluster.partition-id")]
public readonly record struct PartitionId([property: Id(0)] JobId Job, [property: Id(1)] int Ordinal)
{
    /// <summary>The grain key: <c>job/ordinal</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Job.Value}/{Ordinal}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text has no ordinal behind a slash.</exception>
    public static PartitionId Parse(string text)
    {
        var slash = text.LastIndexOf('/');
        return slash > 0
            ? new(new JobId(text[..slash]), int.Parse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is not a partition id of the form job/ordinal.");
    }
}

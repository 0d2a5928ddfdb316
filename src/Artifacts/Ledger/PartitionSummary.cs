using System.Text.Json.Serialization;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>How the images of a completed partition ended.</summary>
/// <param name="Ordinal">The partition's place in its job.</param>
/// <param name="Listed">Images that the listing gave.</param>
/// <param name="Counts">How they ended; sums up to <paramref name="Listed"/>.</param>
/// <param name="CompletedAt">When (UTC).</param>
public sealed record PartitionSummary(int Ordinal, long Listed, OutcomeCounts Counts, DateTimeOffset CompletedAt)
{
    /// <summary>Whether every listed image is accounted for.</summary>
    [JsonIgnore]
    public bool IsComplete => Counts.Total == Listed;
}

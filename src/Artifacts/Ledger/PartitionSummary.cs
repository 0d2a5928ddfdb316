using System.Text.Json.Serialization;
using Cluster.Artifacts.Lake;
using Cluster.Domain.Corpora;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>How the images of a completed partition ended. It is written last, and says which artifacts count.</summary>
/// <param name="Partition">The partition: its place in the job, and which images.</param>
/// <param name="Listed">Images that the listing gave.</param>
/// <param name="Counts">How they ended; sums up to <paramref name="Listed"/>.</param>
/// <param name="CompletedAt">When (UTC).</param>
public sealed record PartitionSummary(CorpusPartition Partition, long Listed, OutcomeCounts Counts, DateTimeOffset CompletedAt)
{
    /// <summary>The version of its rows, from 0; each retry makes a new one. Every version up to it may have a roll of its own.</summary>
    public int Version { get; init; }

    /// <summary>What the job wrote into the lake for it; null when that was nothing.</summary>
    public LakePart? Lake { get; init; }

    /// <summary>The retries that have been worked in, by job.</summary>
    public IReadOnlyList<string> Retries { get; init; } = [];

    /// <summary>Whether every listed image is accounted for.</summary>
    [JsonIgnore]
    public bool IsComplete => Counts.Total == Listed;
}

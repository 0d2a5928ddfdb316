using System.Text.Json.Serialization;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>The head of a segment: its range and how long each part is, in bytes.</summary>
internal sealed record SegmentHeader(long From, long To, long Token, OutcomeCounts Counts, int RowBytes, int RollBytes, int Points, int Dimension)
{
    /// <summary>Images set aside in it, so that a reader of rows can pass over it.</summary>
    [JsonIgnore]
    public bool HasRows => RowBytes > 0;
}

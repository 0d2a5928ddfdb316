namespace Cluster.Gateway.Recommendations;

/// <summary>Recommendations for many shoppers in one call.</summary>
public sealed record BatchRequest
{
    /// <summary>1 to 100 requests, answered in order.</summary>
    public required IReadOnlyList<RecommendRequest> Requests { get; init; }
}

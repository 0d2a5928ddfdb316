namespace Cluster.Client.Reembedding;

/// <summary>What a new generation must reach; what is null keeps the gateway's default.</summary>
public sealed record GateBounds
{
    /// <summary>Live points that it may lack because their images cannot be read any more.</summary>
    public int? MaxUnreadable { get; init; }

    /// <summary>Share of sampled pictures that must find themselves.</summary>
    public double? MinSelfRetrieval { get; init; }

    /// <summary>Recall@10 of the index against exact search.</summary>
    public double? MinIndexRecall { get; init; }

    /// <summary>Share of neighbours that both generations agree on.</summary>
    public double? MinNeighbourOverlap { get; init; }

    /// <summary>How much lower accuracy or recall on labelled data may be.</summary>
    public double? MaxQualityLoss { get; init; }

    /// <summary>95th percentile of query times, new against old.</summary>
    public double? MaxLatencyRatio { get; init; }

    /// <summary>Query times below this, in milliseconds, always pass.</summary>
    public double? LatencyFloor { get; init; }

    /// <summary>Points sampled.</summary>
    public int? Sample { get; init; }
}

using Cluster.Domain.Reembedding;

namespace Cluster.Gateway.Reembedding;

/// <summary>What a new generation must reach; what is left out keeps its default.</summary>
public sealed record GatesRequest
{
    /// <summary>Live points that it may lack because their images cannot be read any more. Default: 0.</summary>
    public int? MaxUnreadable { get; init; }

    /// <summary>Share of sampled pictures that must find themselves. Default: 0.98.</summary>
    public double? MinSelfRetrieval { get; init; }

    /// <summary>Recall@10 of the index against exact search. Default: 0.95.</summary>
    public double? MinIndexRecall { get; init; }

    /// <summary>Share of neighbours that both generations agree on. Default: 0.02.</summary>
    public double? MinNeighbourOverlap { get; init; }

    /// <summary>How much lower accuracy or recall on labelled data may be. Default: 0.01.</summary>
    public double? MaxQualityLoss { get; init; }

    /// <summary>95th percentile of query times, new against old. Default: 2.</summary>
    public double? MaxLatencyRatio { get; init; }

    /// <summary>Query times below this, in milliseconds, always pass. Default: 50.</summary>
    public double? LatencyFloor { get; init; }

    /// <summary>Points sampled, 10 to 10,000. Default: 200.</summary>
    public int? Sample { get; init; }

    internal GateThresholds Read()
    {
        var usual = new GateThresholds();
        return new GateThresholds
        {
            MaxUnreadable = MaxUnreadable ?? usual.MaxUnreadable,
            MinSelfRetrieval = MinSelfRetrieval ?? usual.MinSelfRetrieval,
            MinIndexRecall = MinIndexRecall ?? usual.MinIndexRecall,
            MinNeighbourOverlap = MinNeighbourOverlap ?? usual.MinNeighbourOverlap,
            MaxQualityLoss = MaxQualityLoss ?? usual.MaxQualityLoss,
            MaxLatencyRatio = MaxLatencyRatio ?? usual.MaxLatencyRatio,
            LatencyFloor = LatencyFloor ?? usual.LatencyFloor,
            Sample = Sample ?? usual.Sample,
        };
    }
}

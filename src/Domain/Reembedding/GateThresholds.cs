namespace Cluster.Domain.Reembedding;

/// <summary>What a new generation must reach before it may become live.</summary>
[GenerateSerializer, Immutable, Alias("cluster.gate-thresholds")]
public sealed record GateThresholds
{
    /// <summary>Live points that the new generation may lack, where their images cannot be read any more. Default: 0.</summary>
    [Id(0)]
    public int MaxUnreadable { get; init; }

    /// <summary>Share of sampled pictures that must find themselves, 0 to 1. Default: 0.98.</summary>
    [Id(1)]
    public double MinSelfRetrieval { get; init; } = 0.98;

    /// <summary>Recall@10 of the index against exact search, 0 to 1. Default: 0.95.</summary>
    [Id(2)]
    public double MinIndexRecall { get; init; } = 0.95;

    /// <summary>Share of the ten nearest neighbours that both generations agree on, 0 to 1. Default: 0.02, which only vectors of noise miss.</summary>
    [Id(3)]
    public double MinNeighbourOverlap { get; init; } = 0.02;

    /// <summary>How much lower accuracy or recall on labelled data may be than with the old encoder, 0 to 1. Default: 0.01.</summary>
    [Id(4)]
    public double MaxQualityLoss { get; init; } = 0.01;

    /// <summary>95th percentile of query times, new against old, above 0. Default: 2.</summary>
    [Id(5)]
    public double MaxLatencyRatio { get; init; } = 2;

    /// <summary>Query times below this, in milliseconds, are never held against the new generation. Default: 50.</summary>
    [Id(6)]
    public double LatencyFloor { get; init; } = 50;

    /// <summary>Points sampled by the gates that measure, 10 to 10,000. Default: 200.</summary>
    [Id(7)]
    public int Sample { get; init; } = 200;

    /// <summary>What is wrong with them; null when nothing is.</summary>
    public string? Refuse() => this switch
    {
        { MaxUnreadable: < 0 } => "maxUnreadable must not be below 0.",
        { Sample: < 10 or > 10_000 } => "sample must lie between 10 and 10,000.",
        { MaxLatencyRatio: not > 0 } => "maxLatencyRatio must be above 0.",
        { LatencyFloor: not >= 0 } => "latencyFloor must not be below 0.",
        _ when new[] { MinSelfRetrieval, MinIndexRecall, MinNeighbourOverlap, MaxQualityLoss }.Any(static share => !(share >= 0 && share <= 1)) =>
            "shares lie between 0 and 1.",
        _ => null,
    };
}

using Cluster.Domain.Identity;

namespace Cluster.Contracts.Comparisons;

/// <summary>What was measured of one encoder. Shares lie between 0 and 1; null is what could not be measured.</summary>
[GenerateSerializer, Immutable, Alias("cluster.encoder-figures")]
public sealed record EncoderFigures
{
    /// <summary>The encoder.</summary>
    [Id(0)]
    public required EncoderId Encoder { get; init; }

    /// <summary>OpenClip, MetaClip, Align, ...</summary>
    [Id(1)]
    public required string Family { get; init; }

    /// <summary>Licence of the weights, where the files say one.</summary>
    [Id(2)]
    public string? Licence { get; init; }

    /// <summary>Length of its vectors.</summary>
    [Id(3)]
    public required int Dimension { get; init; }

    /// <summary>Share of labelled pictures whose label it says without training.</summary>
    [Id(4)]
    public double? ZeroShot { get; init; }

    /// <summary>Share of queries that have one of their pictures among the first ten.</summary>
    [Id(5)]
    public double? TextRecall { get; init; }

    /// <summary>Share of the ten nearest neighbours that have the same label, or lie in the same folder where there are no labels.</summary>
    [Id(6)]
    public double? Purity { get; init; }

    /// <summary>Pictures a second on a machine that holds it, reading and decoding included.</summary>
    [Id(7)]
    public double ImagesPerSecond { get; init; }

    /// <summary>Hours for the whole collection at that speed on one machine.</summary>
    [Id(8)]
    public double Hours { get; init; }

    /// <summary>What that costs; null without a price.</summary>
    [Id(9)]
    public double? Cost { get; init; }

    /// <summary>Bytes of the vectors of the whole collection.</summary>
    [Id(10)]
    public long VectorBytes { get; init; }

    /// <summary>Share of the ten nearest neighbours shared with each of the compared encoders, in their order.</summary>
    [Id(11)]
    public IReadOnlyList<double> Agreement { get; init; } = [];

    /// <summary>Pictures of the sample that it embedded.</summary>
    [Id(12)]
    public int Pictures { get; init; }
}

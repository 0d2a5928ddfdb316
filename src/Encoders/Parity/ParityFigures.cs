namespace Cluster.Encoders.Parity;

/// <summary>How near a variant is to its reference on a sample.</summary>
public sealed record ParityFigures
{
    /// <summary>Pictures compared.</summary>
    public required int Images { get; init; }

    /// <summary>Mean cosine of a picture's two embeddings.</summary>
    public required double MeanCosine { get; init; }

    /// <summary>The smallest of them.</summary>
    public required double WorstCosine { get; init; }

    /// <summary>Share of a picture's ten nearest pictures that are the same by both, a mean.</summary>
    public required double Overlap { get; init; }

    /// <summary>Mean cosine of a text's two embeddings; null without a text tower.</summary>
    public double? TextMeanCosine { get; init; }

    /// <summary>The smallest of them.</summary>
    public double? TextWorstCosine { get; init; }

    /// <summary>Share of pictures whose likeliest label is the same by both; null without a text tower.</summary>
    public double? ZeroShotAgreement { get; init; }
}

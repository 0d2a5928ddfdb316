namespace Cluster.Contracts.Encoders.Verification;

/// <summary>What a comparison found, as it is signed off beside the model.</summary>
[GenerateSerializer, Immutable, Alias("cluster.verification-result")]
public sealed record VerificationResult
{
    /// <summary>What was compared: <c>int8 on cpu</c>.</summary>
    [Id(0)]
    public required string Variant { get; init; }

    /// <summary>With what: <c>fp32 on cpu</c>.</summary>
    [Id(1)]
    public required string Reference { get; init; }

    /// <summary>A folder, or <c>generated</c>.</summary>
    [Id(2)]
    public required string Sample { get; init; }

    /// <summary>Pictures compared.</summary>
    [Id(3)]
    public required int Images { get; init; }

    /// <summary>Mean cosine of a picture's two embeddings.</summary>
    [Id(4)]
    public required double MeanCosine { get; init; }

    /// <summary>The smallest of them.</summary>
    [Id(5)]
    public required double WorstCosine { get; init; }

    /// <summary>Share of the ten nearest pictures that are the same.</summary>
    [Id(6)]
    public required double Overlap { get; init; }

    /// <summary>Mean cosine of a text's two embeddings; null without a text tower.</summary>
    [Id(7)]
    public double? TextMeanCosine { get; init; }

    /// <summary>The smallest of them.</summary>
    [Id(8)]
    public double? TextWorstCosine { get; init; }

    /// <summary>Share of pictures whose likeliest label is the same; null without a text tower.</summary>
    [Id(9)]
    public double? ZeroShotAgreement { get; init; }

    /// <summary>What was not reached; empty when the variant passed.</summary>
    [Id(10)]
    public required IReadOnlyList<string> Shortfalls { get; init; }

    /// <summary>When.</summary>
    [Id(11)]
    public required DateTimeOffset CheckedAt { get; init; }
}

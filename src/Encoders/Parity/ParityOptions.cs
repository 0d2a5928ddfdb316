namespace Cluster.Encoders.Parity;

/// <summary>What a variant of an encoder must hold against its reference.</summary>
public sealed record ParityOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Encoders:Parity";

    /// <summary>What must have passed: off, precision or everything. Default: precision.</summary>
    public ParityRequirement Required { get; init; } = ParityRequirement.Precision;

    /// <summary>Smallest cosine of any picture or text, for fp32 and fp16, 0 to 1. Default: 0.999.</summary>
    public double WorstCosine { get; init; } = 0.999;

    /// <summary>Mean cosine of pictures and of texts, for int8, 0 to 1. Default: 0.99.</summary>
    public double Int8MeanCosine { get; init; } = 0.99;

    /// <summary>Share of the ten nearest neighbours that stay, for int8, 0 to 1. Default: 0.9.</summary>
    public double Int8Overlap { get; init; } = 0.9;

    /// <summary>Share of pictures whose likeliest label stays, for every variant, 0 to 1. Default: 0, reported only.</summary>
    public double ZeroShotAgreement { get; init; }
}

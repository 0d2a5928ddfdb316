namespace Cluster.Domain.Classification;

/// <summary>How a linear probe is trained.</summary>
public sealed record LinearProbeOptions
{
    /// <summary>Weight of the examples against the size of the weights, above 0: smaller is smoother. CLIP's own evaluation uses 0.316. Default: 0.316.</summary>
    public double C { get; init; } = 0.316;

    /// <summary>Steps at most. Default: 1,000.</summary>
    public int MaxSteps { get; init; } = 1_000;

    /// <summary>Training ends when no partial derivative, a mean over the examples, is larger. Default: 1e-5.</summary>
    public double Tolerance { get; init; } = 1e-5;
}

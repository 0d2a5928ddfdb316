namespace Cluster.Gateway.Access;

/// <summary>How a key gets a new secret.</summary>
public sealed record RotationRequest
{
    /// <summary>Seconds for which the old secret is taken, too, 0 to 2,592,000 (30 days). Left out: the gateway's default.</summary>
    public int? GraceSeconds { get; init; }
}

namespace Cluster.Domain.Shoppers;

/// <summary>One of a shopper's interests.</summary>
/// <param name="Direction">Where it points, of unit length.</param>
/// <param name="Weight">How much it counted at <paramref name="At"/>.</param>
/// <param name="At">When it was last changed (UTC).</param>
[GenerateSerializer, Immutable, Alias("cluster.interest-mode")]
public sealed record InterestMode([property: Id(0)] ReadOnlyMemory<float> Direction, [property: Id(1)] float Weight, [property: Id(2)] DateTimeOffset At)
{
    /// <summary>How much it counts now.</summary>
    public float WeightAt(DateTimeOffset now) => Weight * InterestRules.Left(now - At);
}

using Cluster.VectorIndex;

namespace Cluster.Grains.Reembedding.Following;

/// <summary>A point as two generations hold it; one of the two may be null.</summary>
/// <param name="Live">As the live generation holds it.</param>
/// <param name="Follower">As the other one does.</param>
public readonly record struct PointPair(StoredPoint? Live, StoredPoint? Follower)
{
    /// <summary>What is different.</summary>
    public PointDifference Difference => (Live, Follower) switch
    {
        (not null, null) => PointDifference.Missing,
        (null, not null) => PointDifference.Extra,
        ({ } live, { } follower) => PayloadAgreement.Compare(live.Payload, follower.Payload),
        _ => PointDifference.None,
    };
}

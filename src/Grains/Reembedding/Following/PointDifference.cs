namespace Cluster.Grains.Reembedding.Following;

/// <summary>How a point of a follower differs from the live one's.</summary>
public enum PointDifference
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>The follower lacks it.</summary>
    Missing = 1,

    /// <summary>Only the follower has it.</summary>
    Extra = 2,

    /// <summary>It was made from other bytes.</summary>
    Content = 3,

    /// <summary>Its payload is another.</summary>
    Payload = 4,
}

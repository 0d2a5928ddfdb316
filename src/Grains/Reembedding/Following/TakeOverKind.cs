namespace Cluster.Grains.Reembedding.Following;

/// <summary>What was done to bring a follower's point in line.</summary>
public enum TakeOverKind
{
    /// <summary>It was in line.</summary>
    None = 0,

    /// <summary>It was deleted.</summary>
    Deleted = 1,

    /// <summary>Its payload was copied.</summary>
    Copied = 2,

    /// <summary>Its image was embedded.</summary>
    Embedded = 3,

    /// <summary>The stored image is newer than what the live generation holds, and the follower holds it already.</summary>
    Ahead = 4,

    /// <summary>Its image cannot be read or embedded any more.</summary>
    Unreadable = 5,
}

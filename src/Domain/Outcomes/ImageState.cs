namespace Cluster.Domain.Outcomes;

/// <summary>The three states an image may end in.</summary>
public enum ImageState
{
    /// <summary>Encoded and written by this job.</summary>
    Embedded = 0,

    /// <summary>Its point was already there, of the same space and content.</summary>
    Unchanged = 1,

    /// <summary>Set aside with a reason.</summary>
    Quarantined = 2,
}

namespace Cluster.Encoders.Manifests;

/// <summary>How a tower makes one vector of the many that it computes.</summary>
public enum Pooling
{
    /// <summary>The vector of a token of its own, put before the patches.</summary>
    ClassToken = 0,

    /// <summary>The vector of the end-of-text token.</summary>
    EndToken = 1,

    /// <summary>The vector of the first token of a text.</summary>
    FirstToken = 2,

    /// <summary>The vector of the last place, padding or not.</summary>
    LastToken = 3,

    /// <summary>The mean of all.</summary>
    Mean = 4,

    /// <summary>A layer of attention over all.</summary>
    Attention = 5,
}

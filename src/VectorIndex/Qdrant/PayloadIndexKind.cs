namespace Cluster.VectorIndex.Qdrant;

/// <summary>What kind of values an indexed payload field holds.</summary>
public enum PayloadIndexKind
{
    /// <summary>Texts that are compared whole.</summary>
    Keyword = 0,

    /// <summary>Whole numbers.</summary>
    Integer = 1,

    /// <summary>Numbers.</summary>
    Number = 2,

    /// <summary>Places.</summary>
    Geo = 3,

    /// <summary>Texts that are searched by word.</summary>
    Words = 4,

    /// <summary>Truth values.</summary>
    Truth = 5,
}

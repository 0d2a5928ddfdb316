namespace Cluster.VectorIndex.Qdrant;

/// <summary>How precisely the server keeps the vectors themselves.</summary>
public enum OriginalPrecision
{
    /// <summary>As they are written: 4 bytes a number.</summary>
    Float32 = 0,

    /// <summary>Rounded to half precision: 2 bytes a number.</summary>
    Float16 = 1,
}

namespace Cluster.VectorIndex.Qdrant;

/// <summary>The rounded copies of the vectors that the server holds in memory and searches first. Answers are scored by the originals again.</summary>
/// <remarks>One bit a number is left out on purpose: it costs too much recall on image embeddings.</remarks>
public enum QuantisedCopy
{
    /// <summary>None: the originals are searched.</summary>
    None = 0,

    /// <summary>One byte a number.</summary>
    Int8 = 1,

    /// <summary>Four bits a number after a rotation; servers from 1.18 on, <see cref="Int8"/> on older ones.</summary>
    Turbo4 = 2,
}

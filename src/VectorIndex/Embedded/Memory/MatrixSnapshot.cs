namespace Cluster.VectorIndex.Embedded.Memory;

/// <summary>All rows of a collection at one moment between two writes.</summary>
internal sealed record MatrixSnapshot(int Dimension, IReadOnlyList<BlockView> Blocks)
{
    public long Rows => Blocks.Sum(static view => (long)view.Count);
}

namespace Cluster.VectorIndex.Embedded.Memory;

/// <summary>What a snapshot sees of a block.</summary>
/// <param name="Block">The rows.</param>
/// <param name="Count">Rows that the snapshot sees; those behind are of later writes.</param>
/// <param name="Dead">A bit for each row that was replaced or deleted; null when none was. Never changes once published.</param>
internal sealed record BlockView(RowBlock Block, int Count, ulong[]? Dead)
{
    public bool IsDead(int row) => Dead is not null && (Dead[row >> 6] & (1UL << (row & 63))) != 0;
}

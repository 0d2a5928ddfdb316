using Cluster.Domain.Corpora;

namespace Cluster.Corpora;

/// <summary>Cuts a listing into partitions of a fixed number of images.</summary>
internal sealed class PartitionCut(int size, CorpusPartition? after)
{
    private int _ordinal = after is null ? 0 : after.Ordinal + 1;
    private string? _start;
    private string _end = "";
    private long _count;

    /// <summary>Takes the next position; the partition that it fills, or null.</summary>
    public CorpusPartition? Add(string position)
    {
        _start ??= position;
        _end = position;
        return ++_count == size ? Rest() : null;
    }

    /// <summary>The partition of what has not been given out; null when there is nothing.</summary>
    public CorpusPartition? Rest()
    {
        if (_start is null)
        {
            return null;
        }

        var partition = new CorpusPartition(_ordinal++, _start, _end, _count);
        (_start, _count) = (null, 0);
        return partition;
    }
}

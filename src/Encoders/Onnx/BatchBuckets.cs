namespace Cluster.Encoders.Onnx;

/// <summary>The batch sizes that a session is asked for.</summary>
internal sealed class BatchBuckets
{
    private readonly int[] _sizes;

    private BatchBuckets(IEnumerable<int> sizes) => _sizes = [.. sizes];

    /// <summary>The sizes, rising; empty where any size is run as it comes.</summary>
    public IReadOnlyList<int> Sizes => _sizes;

    /// <summary>The sizes for a provider: those configured, else powers of two on a GPU and any on the processor; the largest always among them.</summary>
    public static BatchBuckets For(ExecutionProvider provider, IList<int> configured, int largest)
    {
        if (configured.Count > 0)
        {
            return new BatchBuckets(configured.Where(size => size < largest).Append(largest));
        }

        return provider == ExecutionProvider.Cpu ? new BatchBuckets([]) : new BatchBuckets(PowersBelow(largest).Append(largest));
    }

    /// <summary>The batch size to run <paramref name="count"/> rows with.</summary>
    public int Fit(int count)
    {
        foreach (var size in _sizes)
        {
            if (size >= count)
            {
                return size;
            }
        }

        return count;
    }

    private static IEnumerable<int> PowersBelow(int largest)
    {
        for (var size = 1; size < largest; size *= 2)
        {
            yield return size;
        }
    }
}

namespace Cluster.Grains.Reembedding.Gates;

/// <summary>A uniform sample of a stream of unknown length (Vitter's algorithm R), the same for the same seed and stream.</summary>
public sealed class Reservoir<T>(int size, int seed)
{
    private readonly List<T> _kept = new(size);
    private readonly Random _chance = new(seed);
    private long _seen;

    /// <summary>The sample so far.</summary>
    public IReadOnlyList<T> Kept => _kept;

    /// <summary>Offers the next of the stream; what it is made of only when it is kept.</summary>
    public void Offer(Func<T> item)
    {
        _seen++;
        if (_kept.Count < size)
        {
            _kept.Add(item());
        }
        else if (_chance.NextInt64(_seen) is var place && place < size)
        {
            _kept[(int)place] = item();
        }
    }
}

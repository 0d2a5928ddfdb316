using System.Collections.Concurrent;
using Cluster.Contracts.Reembedding;

namespace Cluster.Grains.Reembedding;

/// <summary>What the steps of one re-embedding tell while they work; safe for concurrent use, gone after a restart.</summary>
public sealed class StepProgress
{
    private const int MostTimings = 100_000;

    private readonly ConcurrentQueue<ShadowTiming> _timings = new();
    private long _done;

    /// <summary>Images or points done so far in the present step.</summary>
    public long Done
    {
        get => Interlocked.Read(ref _done);
        set => Interlocked.Exchange(ref _done, value);
    }

    /// <summary>Keeps timings of shadowed queries, the latest when there are too many.</summary>
    public void Add(IReadOnlyList<ShadowTiming> timings)
    {
        foreach (var timing in timings)
        {
            _timings.Enqueue(timing);
        }

        while (_timings.Count > MostTimings)
        {
            _timings.TryDequeue(out _);
        }
    }

    /// <summary>The timings so far.</summary>
    public IReadOnlyList<ShadowTiming> Timings => [.. _timings];

    /// <summary>Forgets them, for a new measurement.</summary>
    public void ClearTimings() => _timings.Clear();
}

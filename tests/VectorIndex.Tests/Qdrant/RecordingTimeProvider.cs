using System.Collections.Concurrent;

namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>The real clock, but every pause is over at once and noted.</summary>
public sealed class RecordingTimeProvider : TimeProvider
{
    /// <summary>The pauses asked for, in order.</summary>
    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}

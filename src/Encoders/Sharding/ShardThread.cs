using System.Buffers;

namespace Cluster.Encoders.Sharding;

/// <summary>
/// One thread of a shard: takes what waits, lets queries of one tower share a pass, and delivers the rows. Not the pool's: forward passes take tens of
/// milliseconds and would starve everything else there.
/// </summary>
/// <param name="queue">What waits.</param>
/// <param name="dimension">Floats a row.</param>
/// <param name="linger">How long it waits for others to share a pass, while several ask at the same time.</param>
/// <param name="deliver">Brings rows into a caller's memory, unless the shard was abandoned.</param>
/// <param name="time">Says since when a pass is under way.</param>
internal sealed class ShardThread(ShardQueue queue, int dimension, TimeSpan linger, Action<ReadOnlyMemory<float>, Memory<float>> deliver, TimeProvider time)
{
    private readonly HashSet<IShardTower> _wasShared = [];
    private long _busySince;

    /// <summary>Since when it is in a pass, as a timestamp; 0 when it is not.</summary>
    public long BusySince => Volatile.Read(ref _busySince);

    /// <summary>Runs until the queue is closed and empty.</summary>
    public void Work()
    {
        while (queue.Take() is { } work)
        {
            Volatile.Write(ref _busySince, Math.Max(1, time.GetTimestamp()));
            Run(work is { Lane: Lane.Query, IsUrgent: false } && work.Rows < work.Tower.MostRows ? Join(work) : [work]);
            Volatile.Write(ref _busySince, 0);
        }
    }

    private List<ShardWork> Join(ShardWork first)
    {
        List<ShardWork> joined = [first];
        if (_wasShared.Contains(first.Tower))
        {
            queue.Linger(linger);
        }

        var room = first.Tower.MostRows - first.Rows;
        while (room > 0 && queue.TakeLike(first.Tower, room) is { } next)
        {
            joined.Add(next);
            room -= next.Rows;
        }

        _ = joined.Count > 1 ? _wasShared.Add(first.Tower) : _wasShared.Remove(first.Tower);
        return joined;
    }

    private void Run(List<ShardWork> works)
    {
        works.RemoveAll(static work => work.IsGivenUp());
        if (works.Count == 0)
        {
            return;
        }

        var length = works.Sum(static work => work.Rows) * dimension;
        var rows = ArrayPool<float>.Shared.Rent(length);
        try
        {
            works[0].Tower.Encode(works, rows.AsSpan(0, length));
            var at = 0;
            foreach (var work in works)
            {
                var own = rows.AsMemory(at, work.Rows * dimension);
                at += own.Length;
                work.Complete(() => deliver(own, work.Embeddings));
            }
        }
        catch (Exception) when (works.Count > 1)
        {
            // One of them is at fault: each for itself, so that only that one fails.
            works.ForEach(work => Run([work]));
        }
        catch (Exception fault)
        {
            works[0].Fail(fault);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
        }
    }
}

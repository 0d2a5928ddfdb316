namespace Cluster.Gateway.Limits;

/// <summary>
/// How long work waits for a thread. Where more is asked than there are processors for, requests wait before any of the gateway's own code sees them; a probe
/// that is queued as they are tells how long. It is sent by those who look, so that an idle gateway has none.
/// </summary>
internal sealed class PoolLag(TimeProvider time) : IThreadPoolWorkItem
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(2);

    // What was found longer ago says nothing of now.
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(50);

    private long _sent;
    private long _came;
    private long _ticks;

    /// <summary>The wait found last, or that of the probe under way where it is longer.</summary>
    public TimeSpan Look()
    {
        var now = time.GetTimestamp();
        var age = time.GetElapsedTime(Volatile.Read(ref _came), now);
        var last = age > Fresh ? TimeSpan.Zero : TimeSpan.FromTicks(Volatile.Read(ref _ticks));
        var sent = Volatile.Read(ref _sent);
        if (sent == 0)
        {
            if (age > Pace && Interlocked.CompareExchange(ref _sent, now, 0) == 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            return last;
        }

        var waiting = time.GetElapsedTime(sent, now);
        return waiting > last ? waiting : last;
    }

    /// <inheritdoc />
    public void Execute()
    {
        var now = time.GetTimestamp();
        Volatile.Write(ref _ticks, time.GetElapsedTime(Volatile.Read(ref _sent), now).Ticks);
        Volatile.Write(ref _came, now);
        Volatile.Write(ref _sent, 0);
    }
}

namespace Cluster.Imaging.Isolation;

/// <summary>Memory that heavy pictures share, in MiB. Waiting blocks the thread: decoding does so anyway.</summary>
internal sealed class MemoryBudget(int mebibytes)
{
    private readonly object _gate = new();
    private int _taken;

    /// <summary>Takes a share when it is free; false when the picture needs more than there ever is.</summary>
    public bool Take(int share, CancellationToken cancellationToken)
    {
        if (share > mebibytes)
        {
            return false;
        }

        using var wake = cancellationToken.Register(Wake);
        lock (_gate)
        {
            while (mebibytes - _taken < share)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Monitor.Wait(_gate);
            }

            _taken += share;
            return true;
        }
    }

    public void GiveBack(int share)
    {
        lock (_gate)
        {
            _taken -= share;
            Monitor.PulseAll(_gate);
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}

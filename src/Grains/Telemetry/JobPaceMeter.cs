using Cluster.Contracts.Jobs;

namespace Cluster.Grains.Telemetry;

/// <summary>How far a running job is and how long it will take, at the pace of the last minutes.</summary>
internal sealed class JobPaceMeter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Queue<(long At, long Done)> _seen = new();

    public JobSnapshot Last { get; private set; } = null!;

    /// <summary>Share that is accounted for; null while the images are not counted.</summary>
    public double? Share => Last.TotalImages is > 0 and { } total ? (double)Last.Counts.Total / total : null;

    /// <summary>Time left; null while it cannot be told.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            lock (_gate)
            {
                if (Last.TotalImages is not { } total || !_seen.TryPeek(out var first))
                {
                    return null;
                }

                var (elapsed, done) = (time.GetElapsedTime(first.At), Last.Counts.Total - first.Done);
                return done > 0 ? elapsed * ((double)(total - Last.Counts.Total) / done) : null;
            }
        }
    }

    public void See(JobSnapshot job)
    {
        lock (_gate)
        {
            Last = job;
            _seen.Enqueue((time.GetTimestamp(), job.Counts.Total));
            while (_seen.Count > 1 && time.GetElapsedTime(_seen.Peek().At) > Window)
            {
                _seen.Dequeue();
            }
        }
    }

    public IEnumerable<(string Outcome, long Images)> Images()
    {
        var job = Last;
        yield return ("embedded", job.Counts.Embedded);
        yield return ("unchanged", job.Counts.Unchanged);
        yield return ("quarantined", job.Counts.Quarantined);
        if (job.TotalImages is { } total)
        {
            yield return ("open", Math.Max(0, total - job.Counts.Total));
        }
    }
}

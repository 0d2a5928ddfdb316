using System.Globalization;
using Cluster.Client.Jobs;

namespace Cluster.Cli.Jobs;

/// <summary>How fast a watched job goes: over the last minute while it runs, so that a pause or a slow start is soon forgotten; over all when it is over.</summary>
/// <param name="first">The job as it was first seen.</param>
/// <param name="time">The clock.</param>
internal sealed class JobPace(Job first, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);
    private readonly (long At, long Accounted) _start = (time.GetTimestamp(), first.Accounted);
    private readonly Queue<(long At, long Accounted)> _recent = new([(time.GetTimestamp(), first.Accounted)]);
    private readonly Lock _lock = new();
    private Job _job = first;
    private double _rate;
    private long _seenAt = time.GetTimestamp();

    /// <summary>Takes in the job as it stands now.</summary>
    public void See(Job now)
    {
        lock (_lock)
        {
            (_job, _seenAt) = (now, time.GetTimestamp());
            while (_recent.Count > 1 && time.GetElapsedTime(_recent.Peek().At, _seenAt) > Window)
            {
                _recent.Dequeue();
            }

            var (at, accounted) = now.IsOver ? _start : _recent.Peek();
            _recent.Enqueue((_seenAt, now.Accounted));
            var elapsed = time.GetElapsedTime(at, _seenAt);
            _rate = elapsed > Least ? (now.Accounted - accounted) / elapsed.TotalSeconds : 0;
        }
    }

    /// <summary>Counts, pace and remaining time in one line; the time goes down by itself between two sights of the job.</summary>
    public string Describe()
    {
        lock (_lock)
        {
            var parts = new List<string>
            {
                _job.TotalImages is { } all ? Invariant($"{_job.Accounted:N0} of {all:N0} images") : Invariant($"{_job.Accounted:N0} images, still counting"),
            };
            AddCount(parts, _job.Embedded, "embedded");
            AddCount(parts, _job.Unchanged, "unchanged");
            AddCount(parts, _job.Quarantined, "quarantined");
            if (_rate > 0)
            {
                parts.Add(Invariant($"{_rate:N1} images/s"));
            }

            if (_job.State != "running")
            {
                parts.Add(_job.State);
            }
            else if (Remaining() is { } remaining)
            {
                parts.Add(Invariant($"{(long)remaining.TotalHours:00}:{remaining.Minutes:00}:{remaining.Seconds:00} left"));
            }

            return string.Join(" · ", parts);
        }
    }

    private TimeSpan? Remaining()
    {
        if (_job.TotalImages is not { } total || _rate <= 0)
        {
            return null;
        }

        var left = TimeSpan.FromSeconds(Math.Max(0, total - _job.Accounted) / _rate) - time.GetElapsedTime(_seenAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static void AddCount(List<string> parts, long count, string what)
    {
        if (count > 0)
        {
            parts.Add(Invariant($"{count:N0} {what}"));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

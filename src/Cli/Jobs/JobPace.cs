using System.Globalization;
using Cluster.Client.Jobs;

namespace Cluster.Cli.Jobs;

/// <summary>How fast a watched job goes, from when it was first seen.</summary>
/// <param name="first">The job as it was first seen.</param>
/// <param name="time">The clock.</param>
internal sealed class JobPace(Job first, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Images a second since the start; 0 while that cannot be said.</summary>
    public double Rate(Job now) => time.GetElapsedTime(_start).TotalSeconds is > 0.2 and var seconds ? (now.Accounted - first.Accounted) / seconds : 0;

    /// <summary>The time the rest will take at this pace; null while that cannot be said.</summary>
    public TimeSpan? Remaining(Job now) =>
        now.TotalImages is { } total && Rate(now) is > 0 and var rate ? TimeSpan.FromSeconds(Math.Max(0, total - now.Accounted) / rate) : null;

    /// <summary>Pace, counts and remaining time in one line.</summary>
    public string Describe(Job now)
    {
        var parts = new List<string> { Invariant($"{Rate(now):N1} images/s"), Invariant($"{now.Embedded:N0} embedded") };
        if (now.Unchanged > 0)
        {
            parts.Add(Invariant($"{now.Unchanged:N0} unchanged"));
        }

        if (now.Quarantined > 0)
        {
            parts.Add(Invariant($"{now.Quarantined:N0} quarantined"));
        }

        if (!now.IsOver && Remaining(now) is { } remaining)
        {
            parts.Add(Invariant($"{(long)remaining.TotalHours:00}:{remaining.Minutes:00}:{remaining.Seconds:00} left"));
        }

        if (now.State != "running")
        {
            parts.Add(now.State);
        }

        return string.Join(" · ", parts);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

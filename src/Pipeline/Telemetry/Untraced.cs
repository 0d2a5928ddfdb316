using System.Diagnostics;

namespace Cluster.Pipeline.Telemetry;

/// <summary>
/// A current activity that no sampler records. The workers of a run have it, so that what they call leaves a span only where a batch is traced, and a
/// partition of ten thousand images does not make a trace of as many spans.
/// </summary>
internal static class Untraced
{
    /// <summary>Makes it the current activity of the calling flow; the run's own comes back when the answer is disposed of.</summary>
    public static IDisposable Enter()
    {
        var before = Activity.Current;
        Activity.Current = null;
        var untraced = new Activity("untraced").SetIdFormat(ActivityIdFormat.W3C);
        untraced.ActivityTraceFlags = ActivityTraceFlags.None;
        untraced.Start();
        return new Scope(before);
    }

    private sealed class Scope(Activity? before) : IDisposable
    {
        public void Dispose() => Activity.Current = before;
    }
}

using System.Diagnostics;
using OpenTelemetry;

namespace Cluster.ServiceDefaults.Telemetry;

/// <summary>
/// Drops the traces that consist of grain calls alone: timers and supervision call grains every second, and each of those would be a trace of its own.
/// A call inside a request, a partition or a batch is kept.
/// </summary>
internal sealed class RootlessGrainCalls : BaseProcessor<Activity>
{
    /// <inheritdoc />
    public override void OnStart(Activity data)
    {
        if (data.Source.Name == TelemetrySources.GrainCalls && data.ParentSpanId == default)
        {
            // What is called in turn inherits the flag, and with it the silence.
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            data.IsAllDataRequested = false;
        }
    }
}

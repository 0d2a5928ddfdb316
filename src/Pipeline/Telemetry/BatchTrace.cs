using System.Diagnostics;
using Cluster.Pipeline.Decoding;

namespace Cluster.Pipeline.Telemetry;

/// <summary>
/// The span of one batch, from its first read to its acknowledgement. The first batch of a run lies in the trace of the run, so that one trace shows
/// the whole walk; later ones, one in so many, are traces of their own with a link to the run. All others leave no span.
/// </summary>
internal sealed class BatchTrace : IDisposable
{
    private readonly ActivitySource _source;
    private readonly TimeProvider _time;

    private BatchTrace(ActivitySource source, Activity activity, TimeProvider time) => (_source, Activity, _time) = (source, activity, time);

    public Activity Activity { get; }

    /// <summary>Begins the span of batch <paramref name="number"/> of a run, unless it is one that leaves none.</summary>
    public static BatchTrace? Start(ActivitySource source, ActivityContext run, int number, int every, IReadOnlyList<DecodedTile> tiles, TimeProvider time)
    {
        if (every == 0 || number % every != 0 || !source.HasListeners())
        {
            return null;
        }

        // Without a current activity a span without a parent is the root of a new trace.
        Activity.Current = null;
        var from = At(time, tiles.Min(static tile => tile.Times.ReadFrom));
        var tags = new TagList { { "cluster.batch.images", tiles.Count }, { "cluster.batch.number", number } };
        var activity = number == 0
            ? source.StartActivity("batch", ActivityKind.Internal, run, tags, startTime: from)
            : source.StartActivity("batch", ActivityKind.Internal, default(ActivityContext), tags, [new ActivityLink(run)], from);
        if (activity is null)
        {
            return null;
        }

        var trace = new BatchTrace(source, activity, time);
        trace.Add("read", tiles.Min(static tile => tile.Times.ReadFrom), tiles.Max(static tile => tile.Times.ReadTo));
        trace.Add("decode", tiles.Min(static tile => tile.Times.DecodeFrom), tiles.Max(static tile => tile.Times.DecodeTo));
        return trace;
    }

    public void Fail(Exception fault) => Activity.SetTag("error.type", fault.GetType().Name).SetStatus(ActivityStatusCode.Error);

    public void Dispose() => Activity.Dispose();

    /// <summary>A stage that is over: the images of a batch pass it side by side, so its span is from the first to the last.</summary>
    private void Add(string stage, long from, long to)
    {
        using var span = _source.StartActivity(stage, ActivityKind.Internal, Activity.Context, startTime: At(_time, from));
        span?.SetEndTime(At(_time, to).UtcDateTime);
    }

    private static DateTimeOffset At(TimeProvider time, long timestamp) => time.GetUtcNow() - time.GetElapsedTime(timestamp);
}

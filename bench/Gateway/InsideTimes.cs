using System.Diagnostics.Metrics;

namespace Cluster.Bench.Gateway;

/// <summary>Where the time of requests goes inside the process: the server's own durations, the index's, and pauses for garbage. To find causes by, not to judge.</summary>
internal sealed class InsideTimes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, List<double>> _taken = [];
    private readonly int[] _collections = new int[3];
    private TimeSpan _paused;
    private long _allocated;

    public InsideTimes()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name is "http.server.request.duration" or "db.client.operation.duration")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, seconds, _, _) =>
        {
            lock (_taken)
            {
                (_taken.TryGetValue(instrument.Name, out var list) ? list : _taken[instrument.Name] = []).Add(seconds * 1_000);
            }
        });
        _listener.Start();
    }

    /// <summary>Counts from now.</summary>
    public void Begin()
    {
        lock (_taken)
        {
            _taken.Clear();
        }

        (_paused, _allocated) = (GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes());
        for (var i = 0; i < _collections.Length; i++)
        {
            _collections[i] = GC.CollectionCount(i);
        }
    }

    /// <summary>What was seen since.</summary>
    public string End()
    {
        lock (_taken)
        {
            var times = _taken.Select(static pair => $"{pair.Key} {LoadGenerator.Percentile(pair.Value, 0.5):F2} {LoadGenerator.Percentile(pair.Value, 0.99):F2} {pair.Value.Max():F1}");
            return $"{string.Join(", ", times)} (p50 p99 max ms), collections {string.Join('/', _collections.Select(static (count, i) => GC.CollectionCount(i) - count))}, "
                + $"paused {(GC.GetTotalPauseDuration() - _paused).TotalMilliseconds:F0} ms, allocated {(GC.GetTotalAllocatedBytes() - _allocated) / 1024.0 / 1024:F0} MiB";
        }
    }

    public void Dispose() => _listener.Dispose();
}

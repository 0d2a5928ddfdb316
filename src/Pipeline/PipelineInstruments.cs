using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Domain.Outcomes;
using Cluster.Pipeline.Telemetry;

namespace Cluster.Pipeline;

/// <summary>What the pipeline measures, and its spans. Tags are few and of few values: never a key, a partition or a text.</summary>
public sealed class PipelineInstruments : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string MeterName = "Cluster.Pipeline";

    /// <summary>In seconds. The defaults of OpenTelemetry are milliseconds, under which every stage would seem to take five seconds.</summary>
    private static readonly InstrumentAdvice<double> Bounds = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    };

    private static readonly InstrumentAdvice<double> Tenths = new() { HistogramBucketBoundaries = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] };

    private readonly ConcurrentDictionary<RunWatch, bool> _runs = new();
    private readonly Meter _meter;
    private readonly Counter<long> _images;
    private readonly Counter<long> _bytes;
    private readonly Histogram<double> _batchFill;
    private readonly Histogram<double> _stages;

    /// <summary>Makes the instruments.</summary>
    public PipelineInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _images = _meter.CreateCounter<long>("cluster.pipeline.images", "{image}", "Images accounted for, by outcome and reason.");
        _bytes = _meter.CreateCounter<long>("cluster.pipeline.read", "By", "Stored bytes read.");
        _batchFill = _meter.CreateHistogram<double>("cluster.pipeline.batch.fill", "1", "Share of a batch that was filled.", advice: Tenths);
        _stages = _meter.CreateHistogram<double>("cluster.pipeline.stage.duration", "s", "Time that a stage worked on an image (read, decode) or a batch (encode, write).", advice: Bounds);
        _meter.CreateObservableGauge("cluster.pipeline.queue.depth", Depths, "{item}", "Images or batches that wait before a stage, over all runs.");
        _meter.CreateObservableGauge("cluster.pipeline.runs", () => _runs.Count, "{partition}", "Partitions at work.");
        _meter.CreateObservableGauge("cluster.pipeline.lag", () => _runs.Keys.Sum(static run => run.Lag), "{image}", "Images listed that no checkpoint holds yet.");
        _meter.CreateObservableGauge(
            "cluster.partition.checkpoint.age", () => _runs.Keys.Select(static run => run.CheckpointAge.TotalSeconds).DefaultIfEmpty().Max(), "s",
            "Time since the oldest of the last checkpoints of the partitions at work.");
    }

    internal ActivitySource Source { get; } = new(MeterName);

    /// <summary>An image is accounted for.</summary>
    public void OnImageDone(ImageState state, FailureKind reason) => _images.Add(
        1, new TagList { { "outcome", state.ToString().ToLowerInvariant() }, { "reason", reason.ToCode() } });

    /// <summary>A batch has been encoded.</summary>
    public void OnBatchEncoded(int images, int capacity) => _batchFill.Record((double)images / capacity);

    /// <summary>Stored bytes have been read.</summary>
    public void OnRead(long bytes) => _bytes.Add(bytes);

    /// <summary>A stage has worked on an image or a batch.</summary>
    public void OnStage(string stage, TimeSpan duration) => _stages.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));

    /// <inheritdoc />
    public void Dispose()
    {
        Source.Dispose();
        _meter.Dispose();
    }

    /// <summary>Has the queues and checkpoints of a run be seen until the answer is disposed of.</summary>
    internal IDisposable Watch(RunWatch run)
    {
        _runs.TryAdd(run, true);
        return new Watching(() => _runs.TryRemove(run, out _));
    }

    private IEnumerable<Measurement<long>> Depths() => _runs.Keys
        .SelectMany(static run => run.Depths())
        .GroupBy(static depth => depth.Queue, static depth => depth.Count)
        .Select(static queue => new Measurement<long>(queue.Sum(), new KeyValuePair<string, object?>("stage", queue.Key)));

    private sealed class Watching(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

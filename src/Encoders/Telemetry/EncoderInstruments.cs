using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;

namespace Cluster.Encoders.Telemetry;

/// <summary>
/// Spans and numbers of encoder shards. Durations follow OpenTelemetry's conventions for generative AI
/// (<c>gen_ai.client.operation.duration</c>, operation <c>embeddings</c>); what they do not know is called <c>cluster.encoder.*</c>.
/// </summary>
public sealed class EncoderInstruments : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Cluster.Encoders";

    private const string Operation = "embeddings";

    /// <summary>In seconds, as the conventions for generative AI say, begun lower: small encoders answer in a millisecond.</summary>
    private static readonly InstrumentAdvice<double> Bounds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter;
    private readonly Histogram<double> _durations;
    private readonly Histogram<double> _forward;
    private readonly UpDownCounter<long> _load;
    private readonly DeviceMemory _devices;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Where they are made.</param>
    /// <param name="devices">Whose memory is told; default: this process and the GPUs that it sees.</param>
    public EncoderInstruments(IMeterFactory meters, DeviceMemory? devices = null)
    {
        _devices = devices ?? new DeviceMemory();
        _meter = meters.Create(Name);
        _durations = _meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "From asking a shard to its answer, waiting included.", advice: Bounds);
        _forward = _meter.CreateHistogram<double>("cluster.encoder.forward.duration", "s", "One forward pass of a tower, waiting left out.", advice: Bounds);
        _load = _meter.CreateUpDownCounter<long>("cluster.encoder.shard.load", "{item}", "Images and texts that a shard was asked for and has not answered yet.");
        _meter.CreateObservableGauge("cluster.device.memory.usage", () => Memory(static device => device.Used), "By", "Memory in use on a device that encoders may run on.");
        _meter.CreateObservableGauge("cluster.device.memory.limit", () => Memory(static device => device.Limit), "By", "Memory of a device that encoders may run on.");
    }

    internal async Task MeasureAsync(EncoderId encoder, string input, Lane lane, int count, Func<Task> work)
    {
        using var activity = _source.StartActivity($"{Operation} {encoder.Value}", ActivityKind.Client);
        activity?.SetTag("gen_ai.operation.name", Operation).SetTag("gen_ai.request.model", encoder.Value)
            .SetTag("cluster.input", input).SetTag("cluster.lane", Word(lane)).SetTag("cluster.count", count);
        var load = new TagList { { "gen_ai.request.model", encoder.Value }, { "cluster.lane", Word(lane) } };
        var tags = new TagList
        {
            { "gen_ai.operation.name", Operation }, { "gen_ai.request.model", encoder.Value }, { "cluster.input", input }, { "cluster.lane", Word(lane) },
        };
        var from = Stopwatch.GetTimestamp();
        _load.Add(count, load);
        try
        {
            await work();
        }
        catch (Exception fault)
        {
            var kind = fault is FailureException expected ? expected.Failure.Kind.ToCode() : fault is OperationCanceledException ? "cancelled" : fault.GetType().Name;
            tags.Add("error.type", kind);
            activity?.SetTag("error.type", kind).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            _load.Add(-count, load);
            _durations.Record(Stopwatch.GetElapsedTime(from).TotalSeconds, tags);
        }
    }

    internal void OnForward(EncoderId encoder, string tower, long from) => _forward.Record(
        Stopwatch.GetElapsedTime(from).TotalSeconds, new TagList { { "gen_ai.request.model", encoder.Value }, { "cluster.tower", tower } });

    /// <inheritdoc />
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private IEnumerable<Measurement<long>> Memory(Func<DeviceReading, long> of) =>
        _devices.Read().Select(device => new Measurement<long>(of(device), new KeyValuePair<string, object?>("cluster.device", device.Device)));

    private static string Word(Lane lane) => lane == Lane.Bulk ? "bulk" : "query";
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.VectorIndex.Telemetry;

/// <summary>
/// Spans and durations of the index' operations, named as OpenTelemetry's conventions for database clients say
/// (<c>db.client.operation.duration</c>; spans <c>operation collection</c>).
/// </summary>
public sealed class IndexInstruments : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Cluster.VectorIndex";

    /// <summary>In seconds, as the conventions for database clients say.</summary>
    private static readonly InstrumentAdvice<double> Bounds = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] };

    private readonly ActivitySource _source = new(Name);
    private readonly Meter _meter;
    private readonly Histogram<double> _durations;
    private readonly Counter<long> _points;

    /// <summary>Makes the instruments.</summary>
    public IndexInstruments(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _durations = _meter.CreateHistogram<double>("db.client.operation.duration", "s", "Duration of operations of the vector index.", advice: Bounds);
        _points = _meter.CreateCounter<long>("cluster.index.points.written", "{point}", "Points that the index acknowledged.");
    }

    internal void OnWritten(string system, int points) => _points.Add(points, new KeyValuePair<string, object?>("db.system.name", system));

    // Asynchronous from its first line: what it makes current must not stay so for the caller.
    internal async Task<T> MeasureAsync<T>(string system, string operation, CollectionName? collection, Func<Activity?, Task<T>> work)
    {
        using var activity = _source.StartActivity(collection is { } name ? $"{operation} {name.Value}" : operation, ActivityKind.Client);
        activity?.SetTag("db.system.name", system).SetTag("db.operation.name", operation).SetTag("db.collection.name", collection?.Value);
        var tags = new TagList { { "db.system.name", system }, { "db.operation.name", operation } };
        var from = Stopwatch.GetTimestamp();
        try
        {
            return await work(activity);
        }
        catch (Exception fault)
        {
            var kind = KindOf(fault);
            tags.Add("error.type", kind);
            activity?.SetTag("error.type", kind).SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            _durations.Record(Stopwatch.GetElapsedTime(from).TotalSeconds, tags);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private static string KindOf(Exception fault) => fault switch
    {
        FailureException expected => expected.Failure.Kind.ToCode(),
        OperationCanceledException => "cancelled",
        _ => fault.GetType().Name,
    };
}

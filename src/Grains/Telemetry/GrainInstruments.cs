using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Telemetry;

/// <summary>
/// Spans of partitions and gauges of the running jobs whose grains live on this silo. The tag <c>cluster.job</c> has as many values as jobs run at the
/// same time; a job that is over is no longer told of.
/// </summary>
public sealed class GrainInstruments : IDisposable
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Cluster.Grains";

    /// <summary>The first partitions lie in the trace of their job; all others are traces of their own, with a link, or a job of a billion images would be one trace.</summary>
    private const int JoinedPartitions = 8;

    private static readonly InstrumentAdvice<double> Bounds = new() { HistogramBucketBoundaries = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30] };

    private readonly ConcurrentDictionary<JobId, JobPaceMeter> _jobs = new();
    private readonly ActivitySource _source = new(Name);
    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private readonly Counter<long> _faults;
    private readonly Histogram<double> _checkpoints;

    /// <summary>Makes the instruments.</summary>
    public GrainInstruments(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _meter = meters.Create(Name);
        _faults = _meter.CreateCounter<long>("cluster.job.faults", "{fault}", "Faults that jobs met, by kind.");
        _checkpoints = _meter.CreateHistogram<double>("cluster.checkpoint.duration", "s", "Making a checkpoint durable: ledger, then grain state.", advice: Bounds);
        _meter.CreateObservableGauge("cluster.job.images", Images, "{image}", "Images of a running job, by outcome; outcome open: listed or counted and not accounted for.");
        _meter.CreateObservableGauge("cluster.job.progress", () => Jobs(static job => job.Share), "1", "Share of a running job's images that is accounted for.");
        _meter.CreateObservableGauge("cluster.job.eta", () => Jobs(static job => job.Remaining?.TotalSeconds), "s", "Time that a running job will take at the pace of the last minutes.");
        _meter.CreateObservableGauge("cluster.job.partitions", () => Jobs(static job => job.Last.PartitionsInFlight), "{partition}", "Partitions of a running job in flight.");
    }

    /// <summary>A job as it stands now.</summary>
    public void OnJob(JobSnapshot job)
    {
        if (job.State == JobState.Running)
        {
            _jobs.GetOrAdd(job.Id, _ => new JobPaceMeter(_time)).See(job);
        }
        else
        {
            _jobs.TryRemove(job.Id, out _);
        }
    }

    /// <summary>A job met a fault.</summary>
    public void OnFault(FailureKind kind) => _faults.Add(1, new KeyValuePair<string, object?>("error.type", kind.ToCode()));

    /// <summary>A job is no longer of this silo.</summary>
    public void Forget(JobId job) => _jobs.TryRemove(job, out _);

    /// <summary>A checkpoint was made durable, or refused.</summary>
    public void OnCheckpoint(TimeSpan duration) => _checkpoints.Record(duration.TotalSeconds);

    /// <summary>The span of a run over a partition: in the trace of the job for the first ones, else the root of a trace with a link to it.</summary>
    public Activity? StartPartition(PartitionId id, PartitionAssignment assignment)
    {
        Activity.Current = null;
        var job = ActivityContext.TryParse(assignment.TraceParent, null, isRemote: true, out var context) ? context : default;
        var joined = id.Ordinal < JoinedPartitions;
        IEnumerable<ActivityLink> links = joined || job == default ? [] : [new ActivityLink(job)];
        var tags = new TagList
        {
            { "cluster.job", id.Job.Value }, { "cluster.partition", id.Ordinal }, { "cluster.collection", assignment.Target.Collection.Value },
            { "gen_ai.request.model", assignment.Target.Encoder.Value },
        };
        return _source.StartActivity("partition", ActivityKind.Internal, joined ? job : default, tags, links);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _source.Dispose();
        _meter.Dispose();
    }

    private IEnumerable<Measurement<double>> Jobs(Func<JobPaceMeter, double?> value) =>
        from job in _jobs
        let number = value(job.Value)
        where number is not null
        select new Measurement<double>(number.Value, new KeyValuePair<string, object?>("cluster.job", job.Key.Value));

    private IEnumerable<Measurement<long>> Images() => _jobs.SelectMany(static job => job.Value.Images().Select(count => new Measurement<long>(
        count.Images, new KeyValuePair<string, object?>("cluster.job", job.Key.Value), new KeyValuePair<string, object?>("outcome", count.Outcome))));
}

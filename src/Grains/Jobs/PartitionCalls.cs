using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Grains.Placement;
using Microsoft.Extensions.Logging;

namespace Cluster.Grains.Jobs;

/// <summary>A job's calls to its partitions. None of them fails: what cannot be reached rests a little and is tried again.</summary>
internal sealed partial class PartitionCalls(JobId job, PartitionWindow window, IGrainFactory grains, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const int AskedAtOnce = 16;

    /// <summary>How long a partition may take to say how it stands: less than a call may, so that those that answer need not wait for one that does not.</summary>
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);

    /// <summary>Makes sure that a partition is at work: on the silo given, should its grain have to be placed.</summary>
    public Task RunAsync(PartitionWatch watch, JobRecord record, string? silo)
    {
        var (spec, target) = (record.Spec!, record.Target!);
        var assignment = new PartitionAssignment(spec.Corpus, watch.Partition, target, spec.CheckpointInterval, record.TraceParent)
        {
            Before = record.Before,
            Retry = spec.Retry,
            Lake = record.Lake,
            MaxImagesPerSecond = spec.MaxImagesPerSecond / Math.Max(1, spec.MaxPartitionsInFlight),
        };
        PlacementHints.Set(target.Encoder, silo);
        var running = TryAsync(watch, partition => partition.RunAsync(assignment));
        PlacementHints.Clear();
        return running;
    }

    /// <summary>
    /// A job that has just woken asks what became of its partitions: which are at work, and which were when their silo died. In the order in which they
    /// are started, until none of several has ever been. False when one does not answer.
    /// </summary>
    public async Task<bool> AskAfterAsync(JobRecord record)
    {
        var answered = true;
        foreach (var some in window.Unheard.Chunk(AskedAtOnce))
        {
            PlacementHints.Set(record.Target!.Encoder, silo: null);
            var asking = Task.WhenAll(some.Select(AskAfterAsync));
            PlacementHints.Clear();
            var statuses = await asking;
            answered &= Array.TrueForAll(statuses, static status => status is not null);
            if (Array.TrueForAll(statuses, static status => status is { IsLeased: false, Counts.Total: 0, Phase: PartitionPhase.Idle }))
            {
                break;
            }
        }

        return answered;
    }

    /// <summary>Has a partition stand still for a cut; where it stands, or null when it cannot be reached now.</summary>
    public async Task<PartitionStatus?> CutAsync(PartitionWatch watch, JobRecord record, int cut)
    {
        PartitionStatus? status = null;
        PlacementHints.Set(record.Target!.Encoder, silo: null);
        var cutting = TryAsync(watch, async partition => status = await partition.CutAsync(cut));
        PlacementHints.Clear();
        await cutting;
        return status;
    }

    /// <summary>Asks partitions to stop after a last checkpoint.</summary>
    public Task StopAsync(IReadOnlyList<PartitionWatch> watches) => Task.WhenAll(watches.Select(watch => TryAsync(watch, static partition => partition.StopAsync())));

    private async Task<PartitionStatus?> AskAfterAsync(PartitionWatch watch)
    {
        try
        {
            var status = await grains.GetGrain<IPartitionGrain>(new PartitionId(job, watch.Partition.Ordinal).ToString()).ShowAsync().WaitAsync(AnswerPatience, time);
            watch.IsOrphan = status is { IsLeased: true, Phase: not PartitionPhase.Running };
            window.Hear(status);
            return status;
        }
        catch (Exception fault)
        {
            LogAway(logger, job.Value, watch.Partition.Ordinal, fault.Message);
            return null;
        }
    }

    private async Task TryAsync(PartitionWatch watch, Func<IPartitionGrain, Task<PartitionStatus>> call)
    {
        try
        {
            window.Hear(await call(grains.GetGrain<IPartitionGrain>(new PartitionId(job, watch.Partition.Ordinal).ToString())));
            if (!watch.IsRunning)
            {
                window.Rest(watch, Pause);
            }
        }
        catch (Exception fault)
        {
            // Its silo has just died, or its state cannot be read now.
            LogAway(logger, job.Value, watch.Partition.Ordinal, fault.Message);
            window.Rest(watch, Pause);
        }
    }

    [LoggerMessage(3006, LogLevel.Information, "Partition {Ordinal} of job {Job} does not answer: {Fault}")]
    private static partial void LogAway(ILogger logger, string job, int ordinal, string fault);
}

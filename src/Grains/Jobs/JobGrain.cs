using System.Diagnostics;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Partitions;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Sweeping;
using Cluster.Grains.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Jobs;

/// <inheritdoc cref="IJobGrain" />
public sealed partial class JobGrain(
    [PersistentState("job", GrainStorageNames.Durable)] IPersistentState<JobRecord> state,
    JobAdmission admission,
    PassOpening passes,
    PartitionLister lister,
    SweepRunner sweeps,
    IGrainFactory grains,
    IOptions<JobOptions> options,
    TimeProvider time,
    GrainInstruments instruments,
    ILogger<JobGrain> logger) : Grain, IJobGrain
{
    private readonly Dictionary<int, OutcomeCounts> _reported = [];
    private IGrainTimer? _supervision;

    private JobId Id => new(this.GetPrimaryKeyString());

    private JobRecord Job => state.State;

    /// <inheritdoc />
    public async Task<Outcome<JobSnapshot>> SubmitAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        if (Job.Spec is { } known)
        {
            return known.Corpus.Id == spec.Corpus.Id && known.Collection == spec.Collection && known.Encoder == spec.Encoder
                ? Snapshot()
                : new Failure(FailureKind.Conflict, $"There is a job '{Id}' already, with another corpus, collection or encoder. Submit under another id.");
        }

        var target = await admission.AdmitAsync(spec, cancellationToken);
        if (!target.Succeeded)
        {
            return target.Failure;
        }

        await grains.GetGrain<IJobDirectoryGrain>(IJobDirectoryGrain.Key).AddAsync(Id, cancellationToken);
        var (before, lake) = await passes.OpenAsync(Id, spec, cancellationToken);
        await StoreAsync(new JobRecord { Spec = spec, Target = target.Value, SubmittedAt = time.GetUtcNow(), Before = before, Lake = lake, TraceParent = Activity.Current?.Id });
        LogSubmitted(Id.Value, spec.Corpus.Id.Value, spec.Collection.Value, target.Value.Encoder.Value);
        KeepSupervising();
        return Snapshot();
    }

    /// <inheritdoc />
    public Task<Outcome<JobSnapshot>> ShowAsync(CancellationToken cancellationToken) => Task.FromResult(Snapshot());

    /// <inheritdoc />
    public Task<Outcome<JobSnapshot>> PauseAsync(CancellationToken cancellationToken) =>
        ChangeAsync("paused", JobRules.CanPause, JobState.Paused, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<JobSnapshot>> ResumeAsync(CancellationToken cancellationToken) =>
        ChangeAsync("resumed", JobRules.CanResume, JobState.Running, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<JobSnapshot>> CancelAsync(CancellationToken cancellationToken) =>
        ChangeAsync("cancelled", JobRules.CanCancel, JobState.Cancelled, cancellationToken);

    /// <inheritdoc />
    public async Task ReportAsync(PartitionStatus status, CancellationToken cancellationToken)
    {
        if (Job.InFlight.All(partition => partition.Ordinal != status.Id.Ordinal))
        {
            return;
        }

        _reported[status.Id.Ordinal] = status.Counts;
        Tell();
        switch (status.Phase)
        {
            case PartitionPhase.Completed:
                await CompleteAsync(status);
                await PumpAsync();
                break;
            case PartitionPhase.Failed:
                await OnFaultAsync(status.Failure!);
                break;
        }
    }

    /// <inheritdoc />
    public Task WakeAsync(CancellationToken cancellationToken)
    {
        if (Job is { Spec: not null, State: JobState.Running })
        {
            KeepSupervising();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _sweep?.Stop();
        instruments.Forget(Id);
        return base.OnDeactivateAsync(reason, cancellationToken);
    }

    private async Task<Outcome<JobSnapshot>> ChangeAsync(string what, Func<JobState, bool> allowed, JobState next, CancellationToken cancellationToken)
    {
        if (Job.Spec is null)
        {
            return Snapshot();
        }

        if (!allowed(Job.State))
        {
            return new Failure(FailureKind.Conflict, $"Job '{Id}' is {Job.State.ToString().ToLowerInvariant()} and cannot be {what}.");
        }

        await StoreAsync(Job with
        {
            State = next,
            EndedAt = next.IsOver() ? time.GetUtcNow() : null,
            Failure = next == JobState.Running ? null : Job.Failure,
            FaultsInARow = 0,
        });
        if (next == JobState.Running)
        {
            KeepSupervising();
        }
        else
        {
            await StopPartitionsAsync(cancellationToken);
        }

        return Snapshot();
    }

    /// <summary>Fills the window of partitions in flight and makes sure that each of them is at work.</summary>
    private async Task PumpAsync()
    {
        if (Job.State != JobState.Running)
        {
            StopSupervising();
            return;
        }

        try
        {
            await FollowCollectionAsync();
            await FillWindowAsync();
            foreach (var partition in Job.InFlight)
            {
                var status = await Partition(partition.Ordinal).RunAsync(
                    new PartitionAssignment(Job.Spec!.Corpus, partition, Job.Target!, Job.Spec.CheckpointInterval, Job.TraceParent)
                    {
                        Before = Job.Before, Retry = Job.Spec.Retry, Lake = Job.Lake,
                    });
                _reported[partition.Ordinal] = status.Counts;
                if (status.Phase == PartitionPhase.Completed)
                {
                    await CompleteAsync(status);
                }
            }

            if (IsAccountedFor)
            {
                StartSweep();
            }
        }
        catch (FailureException fault)
        {
            await OnFaultAsync(fault.Failure);
        }
    }

    /// <summary>A collection may have changed its encoder since the job was submitted; the job goes on into what is live now.</summary>
    private async Task FollowCollectionAsync()
    {
        if (Job.Spec!.Generation is null
            && (await grains.GetGrain<ICollectionGrain>(Job.Spec.Collection.Value).GetLiveAsync()) is { Succeeded: true, Value: { } live } && live != Job.Target)
        {
            // The lake holds the vectors of one encoder a job: what this one brings goes in with the next pass.
            await StoreAsync(Job with { Target = live, Lake = false });
        }
    }

    private async Task FillWindowAsync()
    {
        var room = Job.Spec!.MaxPartitionsInFlight - Job.InFlight.Count;
        if (Job.ListedAll || room <= 0)
        {
            return;
        }

        if (Job is { LastListed: null, TotalImages: null })
        {
            await StoreAsync(Job with { TotalImages = await lister.CountAsync(Job.Spec, CancellationToken.None) });
        }

        var next = await lister.NextAsync(Job.Spec, Job.LastListed, room, CancellationToken.None);
        await StoreAsync(Job with
        {
            InFlight = [.. Job.InFlight, .. next],
            LastListed = next.Count > 0 ? next[^1] : Job.LastListed,
            ListedAll = next.Count < room,
        });
    }

    private async Task CompleteAsync(PartitionStatus status)
    {
        _reported.Remove(status.Id.Ordinal);
        await StoreAsync(Job with
        {
            InFlight = [.. Job.InFlight.Where(partition => partition.Ordinal != status.Id.Ordinal)],
            CompletedCounts = Job.CompletedCounts + status.Counts,
            CompletedPartitions = Job.CompletedPartitions + 1,
            FaultsInARow = 0,
        });
        await TellRetriedAsync();
    }

    private async Task OnFaultAsync(Failure failure)
    {
        // Work that has moved elsewhere goes on there; that is nobody's fault.
        var faults = failure.Kind == FailureKind.LeaseLost ? Job.FaultsInARow : Job.FaultsInARow + 1;
        var isFatal = faults >= options.Value.MaxFaultsInARow || failure.Kind is FailureKind.StorageFull or FailureKind.SpaceMismatch or FailureKind.CorpusNotFound;
        instruments.OnFault(failure.Kind);
        LogFault(Id.Value, failure.Kind, failure.Detail, faults);
        await StoreAsync(Job with { State = isFatal && Job.State == JobState.Running ? JobState.Failed : Job.State, Failure = failure, FaultsInARow = faults });
        if (Job.State == JobState.Failed)
        {
            await StopPartitionsAsync(CancellationToken.None);
        }
    }

    private async Task StopPartitionsAsync(CancellationToken cancellationToken)
    {
        StopSupervising();
        _sweep?.Stop();
        foreach (var partition in Job.InFlight)
        {
            var status = await Partition(partition.Ordinal).StopAsync(cancellationToken);
            _reported[partition.Ordinal] = status.Counts;
        }
    }

    private IPartitionGrain Partition(int ordinal) => grains.GetGrain<IPartitionGrain>(new PartitionId(Id, ordinal).ToString());

    private async Task StoreAsync(JobRecord record)
    {
        state.State = record;
        await state.WriteStateAsync();
        Tell();
    }

    private void Tell()
    {
        if (Snapshot() is { Succeeded: true } snapshot)
        {
            instruments.OnJob(snapshot.Value);
        }
    }

    private void KeepSupervising() => _supervision ??= this.RegisterGrainTimer(
        PumpAsync, new GrainTimerCreationOptions(TimeSpan.Zero, options.Value.Supervision) { KeepAlive = true, Interleave = false });

    private void StopSupervising()
    {
        _supervision?.Dispose();
        _supervision = null;
    }

    private Outcome<JobSnapshot> Snapshot() => Job.Spec is not { } spec
        ? new Failure(FailureKind.JobNotFound, $"There is no job '{Id}'.")
        : new JobSnapshot
        {
            Id = Id,
            Spec = spec,
            State = Job.State,
            Encoder = Job.Target!.Encoder,
            Collection = Job.Target.Collection,
            Counts = _reported.Values.Aggregate(
                Job.Retries.Aggregate(Job.CompletedCounts, static (sum, retry) => retry.ApplyTo(sum)), static (sum, counts) => sum + counts),
            TotalImages = Job.TotalImages,
            CompletedPartitions = Job.CompletedPartitions,
            PartitionsInFlight = Job.InFlight.Count,
            SubmittedAt = Job.SubmittedAt,
            EndedAt = Job.EndedAt,
            Failure = Job.Failure,
            Deleted = Job.Deleted,
            Doomed = Job.Doomed,
            Retries = Job.Retries,
        };
}

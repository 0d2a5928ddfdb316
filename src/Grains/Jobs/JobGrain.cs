using System.Diagnostics;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Partitions;
using Cluster.Contracts.Scheduling;
using Cluster.Domain.Jobs;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Sweeping;
using Cluster.Grains.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Jobs;

/// <inheritdoc cref="IJobGrain" />
/// <remarks>
/// One timer does all the work: it settles what is done, lists what comes next (both in one write), asks the scheduler where partitions may be
/// started, starts them, and asks after those that have fallen silent. What partitions report in between is kept in memory: it can be had from them
/// again.
/// </remarks>
public sealed partial class JobGrain(
    [PersistentState("job", GrainStorageNames.Durable)] IPersistentState<JobRecord> state,
    JobAdmission admission,
    PassOpening passes,
    PartitionLister lister,
    SweepRunner sweeps,
    JobAlarm alarm,
    IClusterMembershipService membership,
    IGrainFactory grains,
    IOptions<JobOptions> options,
    TimeProvider time,
    GrainInstruments instruments,
    ILogger<JobGrain> logger) : Grain, IJobGrain, IRemindable
{
    /// <summary>What is reported within it is settled together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private readonly PartitionWindow _window = new(time);
    private PartitionCalls _calls = null!;
    private JobRecord _stored = new();
    private IGrainTimer? _supervision;
    private long _faultCountedAt;
    private long _followedAt;
    private int _askings;
    private int _settledLately;
    private int _idle;

    private JobId Id => new(this.GetPrimaryKeyString());

    private JobRecord Job => state.State;

    private IPartitionSchedulerGrain Scheduler => grains.GetGrain<IPartitionSchedulerGrain>(IPartitionSchedulerGrain.Key);

    private IJobDirectoryGrain Directory => grains.GetGrain<IJobDirectoryGrain>(IJobDirectoryGrain.Key);

    /// <inheritdoc />
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _calls = new PartitionCalls(Id, _window, grains, time, logger);
        _stored = Job;
        _window.Follow(Job.InFlight);
        _askings = Job.InFlight.Count > 0 ? MostAskings : 0;
        await WakeAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Outcome<JobSnapshot>> SubmitAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        if (Job.Spec is { } known)
        {
            var differences = JobDifferences.Between(known, spec);
            return differences.Count == 0
                ? Snapshot()
                : new Failure(FailureKind.Conflict, $"There is a job '{Id}' already, which asks for something else in {string.Join(", ", differences)}. Submit under another id.");
        }

        var target = await admission.AdmitAsync(spec, cancellationToken);
        if (!target.Succeeded)
        {
            return target.Failure;
        }

        await Directory.AddAsync(Id, cancellationToken);
        await alarm.SetAsync(this.GetGrainId());
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
        if (_window.Hear(status) is not { } watch)
        {
            return;
        }

        Tell();
        if (status is { Phase: PartitionPhase.Failed, Failure: { } failure })
        {
            await OnFaultAsync(watch, failure);
        }
        else if (status.Phase == PartitionPhase.Completed && Job.State != JobState.Running)
        {
            await StoreAsync(_window.Settle(Job));
        }
        else if (status.Phase != PartitionPhase.Running)
        {
            Hasten(Gathering);
        }
    }

    /// <inheritdoc />
    public Task WakeAsync(CancellationToken cancellationToken)
    {
        if (Job is { Spec: not null, State: JobState.Running })
        {
            KeepSupervising();

            // A silo may have died: what was worked on there is to go on elsewhere, soon.
            Hasten(Gathering);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ReceiveReminder(string reminderName, TickStatus status) => Job is { Spec: not null, State: JobState.Running }
        ? WakeAsync(CancellationToken.None)
        : alarm.ClearAsync(this.GetGrainId());

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

        if (next == JobState.Running)
        {
            await Directory.MarkAsync(Id, isRunning: true, cancellationToken);
            await alarm.SetAsync(this.GetGrainId());
        }

        await StoreAsync(_window.Settle(Job) with
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
            await RestAsync();
        }

        return Snapshot();
    }

    private async Task OnFaultAsync(PartitionWatch? watch, Failure failure)
    {
        if (watch is not null)
        {
            _window.Rest(watch, failure.Kind is FailureKind.LeaseLost or FailureKind.Unsettled ? Soon : options.Value.Supervision);
        }

        // Perhaps the collection has changed under the work.
        _followedAt = 0;

        // A lease that was lost or a silo that died says nothing against the job; and what many partitions meet at the same time is one fault.
        if (failure.Kind.IsBlameless() || (failure.Kind.IsTransient() && time.GetElapsedTime(_faultCountedAt) < options.Value.Supervision))
        {
            return;
        }

        _faultCountedAt = time.GetTimestamp();
        var faults = Job.FaultsInARow + 1;
        var isFatal = faults >= options.Value.MaxFaultsInARow || failure.Kind is FailureKind.StorageFull or FailureKind.SpaceMismatch or FailureKind.CorpusNotFound;
        instruments.OnFault(failure.Kind);
        LogFault(Id.Value, failure.Kind, failure.Detail, faults);
        await StoreAsync(Job with { State = isFatal && Job.State == JobState.Running ? JobState.Failed : Job.State, Failure = failure, FaultsInARow = faults });
        if (Job.State == JobState.Failed)
        {
            await RestAsync();
        }
    }

    /// <summary>The job does not run any more: its partitions stop after a last checkpoint, and others get its slots.</summary>
    private async Task RestAsync()
    {
        StopSupervising();
        _sweep?.Stop();
        await _calls.StopAsync([.. _window.All.Where(static watch => !watch.IsCompleted)]);
        try
        {
            await Scheduler.LeaveAsync(Id);
            await Directory.MarkAsync(Id, isRunning: false);
            await alarm.ClearAsync(this.GetGrainId());
        }
        catch (Exception fault)
        {
            // Then it is woken in vain some time, and rests again.
            LogNotSupervised(fault, Id.Value);
        }
    }

    private async Task StoreAsync(JobRecord record)
    {
        var before = state.State;
        try
        {
            state.State = record;
            await state.WriteStateAsync();
        }
        catch
        {
            // What is not stored is not so; where it was stored and only the answer is lost, the version tells the next write.
            state.State = before;
            throw;
        }

        _stored = record;
        _window.Follow(record.InFlight);
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
        SuperviseAsync, new GrainTimerCreationOptions(TimeSpan.Zero, options.Value.Supervision) { KeepAlive = true, Interleave = false });

    private void Hasten(TimeSpan due) => _supervision?.Change(due, options.Value.Supervision);

    private void StopSupervising()
    {
        _supervision?.Dispose();
        _supervision = null;
    }

    /// <summary>As it is stored: who looks while a write is under way is not told what may not come true.</summary>
    private Outcome<JobSnapshot> Snapshot() => JobSnapshots.Of(Id, _stored, _window.Counts);
}

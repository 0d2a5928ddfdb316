using Cluster.Contracts.Collections;
using Cluster.Contracts.Collections.Changes;
using Cluster.Contracts.Reembedding;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Reembedding;
using Cluster.Grains.Encoders;
using Cluster.Grains.Reembedding.Following;
using Cluster.Grains.Reembedding.Reports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Reembedding;

/// <inheritdoc cref="IReembeddingGrain" />
/// <remarks>It decides and remembers; <see cref="ReembeddingSteps"/> and <see cref="GenerationFollower"/> work.</remarks>
public sealed partial class ReembeddingGrain(
    [PersistentState("reembedding", GrainStorageNames.Durable)] IPersistentState<ReembeddingRecord> state,
    ReembeddingSteps steps,
    GenerationFollower follower,
    ReembeddingPlanner planner,
    BesideEncoders beside,
    ReportWriter reports,
    ReembeddingInstruments instruments,
    IGrainFactory grains,
    IOptions<ReembeddingOptions> options,
    TimeProvider time,
    ILogger<ReembeddingGrain> logger) : Grain, IReembeddingGrain
{
    private const int MostAudited = 200;

    private readonly StepProgress _progress = new();
    private StepRun? _step;
    private StepRun? _following;
    private IGrainTimer? _supervision;
    private DateTimeOffset _retryAt;

    private CollectionName Alias => new(this.GetPrimaryKeyString());

    private ReembeddingRecord Record => state.State;

    private ICollectionGrain Collection => grains.GetGrain<ICollectionGrain>(Alias.Value);

    /// <inheritdoc />
    public async Task<Outcome<ReembeddingPlan>> PlanAsync(ReembeddingSpec spec, CancellationToken cancellationToken) =>
        ReembeddingPlanner.Refuse(spec) is { } refusal
            ? refusal
            : await beside.AskAsync(spec.Encoder, grain => grain.PlanReembeddingAsync(spec, cancellationToken), cancellationToken);

    /// <inheritdoc />
    public async Task<Outcome<ReembeddingSnapshot>> StartAsync(ReembeddingSpec spec, CancellationToken cancellationToken)
    {
        if (ReembeddingPlanner.Refuse(spec) is { } refusal)
        {
            return refusal;
        }

        var encoder = await planner.FindEncoderAsync(spec, cancellationToken);
        if (!encoder.Succeeded)
        {
            return encoder.Failure;
        }

        if (Record.Spec is not null && !Record.State.IsOver())
        {
            return Record.New is not null && Record.New.Encoder != encoder.Value.Id
                ? Conflict($"is being re-embedded with '{Record.New.Encoder}' ({Record.State.ToWords()}); wait for its end, roll back or cancel first.")
                : Record.State == ReembeddingState.Refused ? await GoOnAsync(spec) : await SnapshotAsync(cancellationToken);
        }

        var live = await planner.FindLiveAsync(spec, encoder.Value, cancellationToken);
        if (!live.Succeeded)
        {
            return live.Failure;
        }

        var now = time.GetUtcNow();
        await StoreAsync(new ReembeddingRecord
        {
            Spec = spec, Old = live.Value.Live, Points = live.Value.Points, StartedAt = now, EnteredAt = now,
            Audit = [new AuditEntry(now, $"started: {live.Value.Live.Encoder} -> {encoder.Value.Id}{(spec.Force ? ", with force" : "")}", spec.AskedBy)],
        });
        LogStarted(Alias.Value, encoder.Value.Id, Record.State);
        KeepSupervising();
        return await SnapshotAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task<Outcome<ReembeddingSnapshot>> ShowAsync(CancellationToken cancellationToken) => SnapshotAsync(cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<ReembeddingSnapshot>> RollBackAsync(string? askedBy, CancellationToken cancellationToken) =>
        AskAsync(ReembeddingEvent.RollbackAsked, "rolled back", askedBy, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<ReembeddingSnapshot>> CancelAsync(string? askedBy, CancellationToken cancellationToken) =>
        AskAsync(ReembeddingEvent.CancelAsked, "cancelled", askedBy, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<ReembeddingSnapshot>> FinishAsync(string? askedBy, CancellationToken cancellationToken) =>
        AskAsync(ReembeddingEvent.RetentionOver, "finished", askedBy, cancellationToken);

    /// <inheritdoc />
    public async Task<Outcome<ReportFile>> ReadReportAsync(string format, CancellationToken cancellationToken) =>
        Record.New is { } made && await reports.ReadAsync(made, format, cancellationToken) is { } file
            ? file
            : new Failure(FailureKind.JobNotFound, $"There is no report about collection '{Alias}' yet; there is one after the gates were measured.");

    /// <inheritdoc />
    public Task ReportShadowAsync(IReadOnlyList<ShadowTiming> timings, CancellationToken cancellationToken)
    {
        _progress.Add(timings);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task WakeAsync(CancellationToken cancellationToken)
    {
        if (Record.Spec is not null && !Record.State.IsOver())
        {
            KeepSupervising();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _step?.Stop();
        _following?.Stop();
        return Task.CompletedTask;
    }

    private async Task<Outcome<ReembeddingSnapshot>> GoOnAsync(ReembeddingSpec spec)
    {
        await StoreAsync(Record with { Spec = spec });
        if (spec.Force)
        {
            var failed = string.Join(", ", Record.Gates.Where(static gate => !gate.Passed).Select(static gate => gate.Name));
            LogForced(Alias.Value, spec.AskedBy ?? "somebody", failed);
            await MoveAsync(ReembeddingEvent.Forced, $"forced past the failed gates: {failed}", spec.AskedBy);
        }
        else
        {
            await MoveAsync(ReembeddingEvent.RetryAsked, "gates to be measured again", spec.AskedBy);
        }

        KeepSupervising();
        return await SnapshotAsync(CancellationToken.None);
    }

    private async Task<Outcome<ReembeddingSnapshot>> AskAsync(ReembeddingEvent what, string verb, string? askedBy, CancellationToken cancellationToken)
    {
        if (Record.Spec is null)
        {
            return await SnapshotAsync(cancellationToken);
        }

        if (Record.State.Next(what) is null)
        {
            return Conflict($"has a re-embedding that is {Record.State.ToWords()}, which cannot be {verb}.");
        }

        // What the present step does is not wanted any more; the next one begins when it has ended.
        _step?.Stop();
        await MoveAsync(what, verb, askedBy);
        KeepSupervising();
        return await SnapshotAsync(cancellationToken);
    }

    private async Task SuperviseAsync()
    {
        Follow();
        if (_step is { Work.IsCompleted: true } ended)
        {
            _step = null;
            ended.Dispose();
            await ApplyAsync(await ended.Work);
        }

        if (Record.State.IsOver())
        {
            StopSupervising();
        }
        else if (_step is null && time.GetUtcNow() >= _retryAt)
        {
            _step = steps.Start(Record, _progress);
        }
    }

    private async Task ApplyAsync(StepEnd end)
    {
        var update = end.Update?.Invoke(Record) ?? Record;
        if (end.Failure is { } failure)
        {
            LogFault(Alias.Value, Record.State, failure.Kind, failure.Detail);
            _retryAt = time.GetUtcNow() + options.Value.RetryAfter;
            if (failure.Kind == FailureKind.CollectionNotFound)
            {
                // Dropped by somebody while this went on: nothing is left to do.
                await StoreAsync(update with { State = ReembeddingState.Cancelled, Failure = failure, EndedAt = time.GetUtcNow() });
                return;
            }

            await StoreAsync(update with { Failure = failure });
        }
        else if (end.What is { } what && Record.State.Next(what) is not null)
        {
            state.State = update with { Failure = what == ReembeddingEvent.GatesFailed ? update.Failure : null };
            var forced = what == ReembeddingEvent.GatesPassed && update.Gates.Any(static gate => !gate.Passed);
            if (forced)
            {
                LogForced(Alias.Value, update.Spec!.AskedBy ?? "somebody", string.Join(", ", update.Gates.Where(static gate => !gate.Passed).Select(static gate => gate.Name)));
            }

            await MoveAsync(what, forced ? $"forced past the failed gates: {string.Join(", ", update.Gates.Where(static gate => !gate.Passed).Select(static gate => gate.Name))}" : null, forced ? update.Spec!.AskedBy : null);
        }
    }

    private async Task MoveAsync(ReembeddingEvent what, string? said, string? by)
    {
        var (from, to) = (Record.State, Record.State.Next(what)!.Value);
        var now = time.GetUtcNow();
        IEnumerable<AuditEntry> entries = said is null ? [new AuditEntry(now, to.ToWords())] : [new AuditEntry(now, said, by), new AuditEntry(now, to.ToWords())];
        await StoreAsync(Record with
        {
            State = to, EnteredAt = now, EndedAt = to.IsOver() ? now : null, Audit = [.. Record.Audit.Concat(entries).TakeLast(MostAudited)],
        });
        _progress.Done = 0;
        _retryAt = default;
        LogMoved(Alias.Value, from, to);
    }

    private void Follow()
    {
        if (!Record.State.Follows())
        {
            if (_following is not null)
            {
                _following.Stop();
                _following = null;
                instruments.OnOver(Alias);
            }
        }
        else if (_following is null or { Work.IsCompleted: true })
        {
            _following = follower.Start(Alias);
        }
    }

    private void KeepSupervising() => _supervision ??= this.RegisterGrainTimer(
        SuperviseAsync, new GrainTimerCreationOptions(TimeSpan.Zero, options.Value.Supervision) { KeepAlive = true, Interleave = false });

    private void StopSupervising()
    {
        _supervision?.Dispose();
        _supervision = null;
        Follow();
    }

    private async Task StoreAsync(ReembeddingRecord record)
    {
        state.State = record;
        await state.WriteStateAsync();
    }

    private Failure Conflict(string what) => new(FailureKind.Conflict, $"Collection '{Alias}' {what}");

    private async Task<Outcome<ReembeddingSnapshot>> SnapshotAsync(CancellationToken cancellationToken) => Record.Spec is not { } spec
        ? new Failure(FailureKind.JobNotFound, $"Collection '{Alias}' was never re-embedded.")
        : new ReembeddingSnapshot
        {
            Spec = spec with { Labels = null },
            State = Record.State,
            Old = Record.Old!,
            New = Record.New,
            Points = Record.Points,
            Done = _progress.Done,
            Lag = Record.State.Follows() ? await Collection.GetLagAsync(cancellationToken) : new ChangeLag(0, TimeSpan.Zero),
            Gates = Record.Gates,
            Failure = Record.Failure,
            Audit = Record.Audit,
            StartedAt = Record.StartedAt,
            SwitchedAt = Record.SwitchedAt,
            EndedAt = Record.EndedAt,
            Jobs = Record.Jobs,
            HasReport = Record.Gates.Count > 0,
        };
}

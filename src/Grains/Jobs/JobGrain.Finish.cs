using System.Globalization;
using Cluster.Contracts.Collections;
using Cluster.Contracts.Jobs;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Sweeping;

namespace Cluster.Grains.Jobs;

/// <remarks>What follows when every image is accounted for: the collection is put in step, and what was set aside may be tried again.</remarks>
public sealed partial class JobGrain
{
    private SweepExecution? _sweep;

    /// <summary>Whether the job goes over a whole corpus for the live collection; a retry does not, and what is being built takes deletions over from the live one.</summary>
    private bool IsPass => Job.Spec is { Retry: null, Generation: null };

    private bool IsAccountedFor => Job is { State: JobState.Running, ListedAll: true, InFlight.Count: 0 };

    /// <inheritdoc />
    public async Task SweptAsync(SweepReport report, CancellationToken cancellationToken)
    {
        if (!IsAccountedFor)
        {
            return;
        }

        if (report.Failure is { } fault)
        {
            await OnFaultAsync(null, fault);
            return;
        }

        if (report.NeedsWord)
        {
            await StoreAsync(Job with { State = JobState.Held, Doomed = report.Doomed, Failure = AskFor(report) });
            await RestAsync();
            return;
        }

        if (IsPass)
        {
            await grains.GetGrain<ICollectionGrain>(Job.Target!.Alias.Value).CompletePassAsync(Job.Spec!.Corpus.Id, Id, cancellationToken);
        }

        await TellRetriedAsync();
        await StoreAsync(Job with
        {
            State = JobState.Completed, EndedAt = time.GetUtcNow(), Failure = null, Deleted = report.Deleted, Doomed = report.Doomed,
        });
        LogCompleted(Id.Value, Job.CompletedCounts.Embedded, Job.CompletedCounts.Unchanged, Job.CompletedCounts.Quarantined);
        await RestAsync();
    }

    /// <inheritdoc />
    public async Task<Outcome<JobSnapshot>> DecideAsync(bool delete, CancellationToken cancellationToken)
    {
        if (Job.Spec is not null && Job.State.CanDecide())
        {
            await StoreAsync(Job with { Decision = delete });
        }

        return await ChangeAsync("decided upon", JobRules.CanDecide, JobState.Running, cancellationToken);
    }

    /// <inheritdoc />
    public Task<Outcome<JobSnapshot>> RetryAsync(FailureKind? reason, CancellationToken cancellationToken) => RetryAsync(reason, null, cancellationToken);

    /// <inheritdoc />
    public async Task<Outcome<JobSnapshot>> RetryOnceAsync(FailureKind? reason, string key, CancellationToken cancellationToken)
    {
        for (var round = Job.RetryRounds; round > 0; round--)
        {
            var earlier = await grains.GetGrain<IJobGrain>(RetryId(round)).ShowAsync(cancellationToken);
            if (earlier.Succeeded && earlier.Value.Spec.Retry is { } retry && retry.Key == key)
            {
                return retry.Reason == reason
                    ? earlier
                    : new Failure(FailureKind.Conflict, $"Retry '{earlier.Value.Id}' was asked for by the same key for another reason. Ask under another key.");
            }
        }

        return await RetryAsync(reason, key, cancellationToken);
    }

    private async Task<Outcome<JobSnapshot>> RetryAsync(FailureKind? reason, string? key, CancellationToken cancellationToken)
    {
        if (Job.Spec is not { } spec)
        {
            return Snapshot();
        }

        if (Job.State != JobState.Completed || !IsPass)
        {
            return new Failure(FailureKind.Conflict, spec.Retry is { } own
                ? $"Job '{Id}' is itself a retry; retry job '{own.Of}'."
                : spec.Generation is not null ? $"Job '{Id}' is part of a re-embedding; retry the job that first set the images aside."
                : $"Job '{Id}' is {Job.State.ToString().ToLowerInvariant()}; what it set aside can be tried again once it is completed.");
        }

        var pass = await grains.GetGrain<ICollectionGrain>(Job.Target!.Alias.Value).FindPassAsync(spec.Corpus.Id, cancellationToken);
        if (pass is null && await grains.GetGrain<ICollectionGrain>(Job.Target!.Alias.Value).FindRemovalAsync(spec.Corpus.Id, cancellationToken) is not null)
        {
            return new Failure(FailureKind.Conflict, $"Corpus '{spec.Corpus.Id}' was removed from collection '{spec.Collection}'. Submit a new job to bring it back.");
        }

        if (pass is not null && pass.Newest != Id)
        {
            return new Failure(FailureKind.Conflict, $"Job '{pass.Newest}' has gone over the same corpus since; retry that one.");
        }

        if (Job.RetryRounds > 0)
        {
            var last = await grains.GetGrain<IJobGrain>(RetryId(Job.RetryRounds)).ShowAsync(cancellationToken);
            if (last.Succeeded && !last.Value.State.IsOver())
            {
                return new Failure(FailureKind.Conflict, $"Retry '{last.Value.Id}' is {last.Value.State.ToString().ToLowerInvariant()}; wait for it, or cancel it.");
            }
        }

        var round = Job.RetryRounds + 1;
        await StoreAsync(Job with { RetryRounds = round });
        return await grains.GetGrain<IJobGrain>(RetryId(round)).SubmitAsync(spec with { Retry = new JobRetry(Id, reason, round) { Key = key } }, cancellationToken);
    }

    /// <inheritdoc />
    public Task AdoptAsync(RetryOutcome outcome, CancellationToken cancellationToken) => Job.Spec is null || Job.Retries.Contains(outcome)
        ? Task.CompletedTask
        : StoreAsync(Job with { Retries = [.. Job.Retries.Where(retry => retry.Job != outcome.Job), outcome] });

    private void StartSweep()
    {
        if (_sweep is not { IsOver: false })
        {
            _sweep = sweeps.Start(new SweepTask(
                Id, Job.Spec!.Corpus, Job.Target!, Job.CompletedCounts, Job.Spec.MaxDeletedShare, Job.Decision, Job.Lake, Job.SubmittedAt, IsPass));
        }
    }

    private Task TellRetriedAsync() => Job.Spec?.Retry is { } retry
        ? grains.GetGrain<IJobGrain>(retry.Of.Value).AdoptAsync(new RetryOutcome(Id, Job.CompletedCounts))
        : Task.CompletedTask;

    /// <summary>The id of a retry; a long id is cut, so that this one is an id, too.</summary>
    private string RetryId(int round)
    {
        var end = string.Create(CultureInfo.InvariantCulture, $".retry-{round}");
        return Id.Value[..Math.Min(Id.Value.Length, NameRules.MaxLength - end.Length)] + end;
    }

    private Failure AskFor(SweepReport report) => new(
        FailureKind.Conflict,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Every image is accounted for, but {report.Doomed:N0} of {report.Points:N0} points of corpus '{Job.Spec!.Corpus.Id}' are not kept by this pass, more than the {Job.Spec.MaxDeletedShare:P0} that may be deleted unasked. Confirm that they may go, or decline."));
}

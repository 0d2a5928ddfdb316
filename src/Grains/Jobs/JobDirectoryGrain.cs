using Cluster.Contracts.Jobs;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Jobs;

/// <inheritdoc cref="IJobDirectoryGrain" />
public sealed class JobDirectoryGrain(
    [PersistentState("jobs", GrainStorageNames.Durable)] IPersistentState<JobDirectoryRecord> state) : Grain, IJobDirectoryGrain
{
    /// <inheritdoc />
    public Task AddAsync(JobId job, CancellationToken cancellationToken) => state.State.Jobs.Contains(job.Value)
        ? Task.CompletedTask
        : StoreAsync(state.State with { Jobs = [.. state.State.Jobs, job.Value] }, cancellationToken);

    /// <inheritdoc />
    public Task<IReadOnlyList<JobId>> ListAsync(int limit, CancellationToken cancellationToken) => Task.FromResult(Newest(state.State.Jobs, limit));

    /// <inheritdoc />
    public Task MarkAsync(JobId job, bool isRunning, CancellationToken cancellationToken)
    {
        var isMarked = !state.State.AtRest.Contains(job.Value);
        return isRunning == isMarked || !state.State.Jobs.Contains(job.Value)
            ? Task.CompletedTask
            : StoreAsync(
                state.State with { AtRest = isRunning ? [.. state.State.AtRest.Where(id => id != job.Value)] : [.. state.State.AtRest, job.Value] }, cancellationToken);
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<JobId>> ListRunningAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult(Newest([.. state.State.Jobs.Except(state.State.AtRest)], limit));

    private static IReadOnlyList<JobId> Newest(IReadOnlyList<string> jobs, int limit) => [.. jobs.Reverse().Take(limit).Select(static id => new JobId(id))];

    private async Task StoreAsync(JobDirectoryRecord record, CancellationToken cancellationToken)
    {
        var before = state.State;
        try
        {
            state.State = record;
            await state.WriteStateAsync(cancellationToken);
        }
        catch
        {
            // What is not stored is not so.
            state.State = before;
            throw;
        }
    }
}

using Cluster.Contracts.Jobs;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Jobs;

/// <inheritdoc cref="IJobDirectoryGrain" />
public sealed class JobDirectoryGrain(
    [PersistentState("jobs", GrainStorageNames.Durable)] IPersistentState<JobDirectoryRecord> state) : Grain, IJobDirectoryGrain
{
    /// <inheritdoc />
    public async Task AddAsync(JobId job, CancellationToken cancellationToken)
    {
        if (!state.State.Jobs.Contains(job.Value))
        {
            state.State = state.State with { Jobs = [.. state.State.Jobs, job.Value] };
            await state.WriteStateAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<JobId>> ListAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JobId>>([.. state.State.Jobs.Reverse().Take(limit).Select(static id => new JobId(id))]);
}

using Cluster.Contracts.Tags;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Tags;

/// <inheritdoc cref="ITagJobDirectoryGrain" />
public sealed class TagJobDirectoryGrain(
    [PersistentState("tag-jobs", GrainStorageNames.Durable)] IPersistentState<TagJobDirectoryRecord> state) : Grain, ITagJobDirectoryGrain
{
    /// <summary>Older ones can still be asked for by id.</summary>
    private const int MostListed = 1_000;

    /// <inheritdoc />
    public async Task AddAsync(JobId job, CancellationToken cancellationToken)
    {
        if (!state.State.Jobs.Contains(job.Value))
        {
            state.State = state.State with { Jobs = [.. state.State.Jobs.TakeLast(MostListed - 1), job.Value] };
            await state.WriteStateAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<JobId>> ListAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JobId>>([.. state.State.Jobs.Reverse().Take(limit).Select(static id => new JobId(id))]);
}

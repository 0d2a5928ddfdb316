using Cluster.Contracts.Jobs;
using Cluster.Contracts.Tags;

namespace Cluster.Silo;

/// <summary>After a start, has every job go on that was running when the process ended.</summary>
public sealed class JobWakeUp(IGrainFactory grains) : IStartupTask
{
    private const int MostJobs = 10_000;

    /// <inheritdoc />
    public async Task Execute(CancellationToken cancellationToken)
    {
        foreach (var job in await grains.GetGrain<IJobDirectoryGrain>(IJobDirectoryGrain.Key).ListAsync(MostJobs, cancellationToken))
        {
            await grains.GetGrain<IJobGrain>(job.Value).WakeAsync(cancellationToken);
        }

        foreach (var job in await grains.GetGrain<ITagJobDirectoryGrain>(ITagJobDirectoryGrain.Key).ListAsync(MostJobs, cancellationToken))
        {
            await grains.GetGrain<ITagJobGrain>(job.Value).WakeAsync(cancellationToken);
        }
    }
}

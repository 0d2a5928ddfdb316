using Cluster.Domain.Identity;

namespace Cluster.Contracts.Jobs;

/// <summary>Knows which jobs there are. One a cluster, key <see cref="Key"/>; asked when jobs are submitted, listed, woken and over, never while they work.</summary>
[Alias("cluster.IJobDirectoryGrain")]
public interface IJobDirectoryGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "jobs";

    /// <summary>Adds a job, which is taken to run; does nothing when it is there.</summary>
    [Alias("add")]
    Task AddAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>All jobs, newest first, at most <paramref name="limit"/>.</summary>
    [Alias("list")]
    Task<IReadOnlyList<JobId>> ListAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>A job runs again, or does not run any more.</summary>
    [Alias("mark")]
    Task MarkAsync(JobId job, bool isRunning, CancellationToken cancellationToken = default);

    /// <summary>The jobs that may run, newest first, at most <paramref name="limit"/>.</summary>
    [Alias("list-running")]
    Task<IReadOnlyList<JobId>> ListRunningAsync(int limit, CancellationToken cancellationToken = default);
}

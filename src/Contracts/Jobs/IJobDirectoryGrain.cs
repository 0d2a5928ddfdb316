using Cluster.Domain.Identity;

namespace Cluster.Contracts.Jobs;

/// <summary>Knows which jobs there are. One a cluster, key <see cref="Key"/>; asked when jobs are submitted, listed and woken, never while they work.</summary>
[Alias("cluster.IJobDirectoryGrain")]
public interface IJobDirectoryGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "jobs";

    /// <summary>Adds a job; does nothing when it is there.</summary>
    [Alias("add")]
    Task AddAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>All jobs, newest first, at most <paramref name="limit"/>.</summary>
    [Alias("list")]
    Task<IReadOnlyList<JobId>> ListAsync(int limit, CancellationToken cancellationToken = default);
}

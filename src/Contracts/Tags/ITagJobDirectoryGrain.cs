using Cluster.Domain.Identity;

namespace Cluster.Contracts.Tags;

/// <summary>Knows which tag jobs there are. One a cluster, key <see cref="Key"/>.</summary>
[Alias("cluster.ITagJobDirectoryGrain")]
public interface ITagJobDirectoryGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "tag-jobs";

    /// <summary>Adds a job; does nothing when it is there.</summary>
    [Alias("add")]
    Task AddAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>The latest jobs, newest first, at most <paramref name="limit"/>.</summary>
    [Alias("list")]
    Task<IReadOnlyList<JobId>> ListAsync(int limit, CancellationToken cancellationToken = default);
}

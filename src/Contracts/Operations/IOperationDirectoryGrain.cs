using Cluster.Domain.Identity;

namespace Cluster.Contracts.Operations;

/// <summary>
/// Knows which operations there are: all that run, and the latest that have ended, <see cref="MostListed"/> together. One a cluster, key <see cref="Key"/>; asked
/// when operations start, end, are listed or woken, never while they work.
/// </summary>
[Alias("cluster.IOperationDirectoryGrain")]
public interface IOperationDirectoryGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "operations";

    /// <summary>Operations known at the same time.</summary>
    const int MostListed = 1_000;

    /// <summary>
    /// Adds an operation, which is taken to run; the oldest one that has ended makes room for it. True also when it is there already; false when as many run as
    /// are ever known.
    /// </summary>
    [Alias("add")]
    Task<bool> AddAsync(string operation, OperationKind kind, CollectionName collection, CancellationToken cancellationToken = default);

    /// <summary>An operation has ended; does nothing when it is not known.</summary>
    [Alias("end")]
    Task EndAsync(string operation, OperationState state, CancellationToken cancellationToken = default);

    /// <summary>An operation was never started after all.</summary>
    [Alias("remove")]
    Task RemoveAsync(string operation, CancellationToken cancellationToken = default);

    /// <summary>Operations, newest first. Each has its place for good: what is added or drops out meanwhile moves no other to another page.</summary>
    [Alias("list")]
    Task<OperationEntries> ListAsync(OperationQuery query, CancellationToken cancellationToken = default);
}

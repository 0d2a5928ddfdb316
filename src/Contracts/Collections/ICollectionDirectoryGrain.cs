using Cluster.Domain.Identity;

namespace Cluster.Contracts.Collections;

/// <summary>Knows which collections (aliases) there are. One a cluster, key <see cref="Key"/>.</summary>
[Alias("cluster.ICollectionDirectoryGrain")]
public interface ICollectionDirectoryGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "collections";

    /// <summary>Adds an alias; does nothing when it is there.</summary>
    [Alias("add")]
    Task AddAsync(CollectionName alias, CancellationToken cancellationToken = default);

    /// <summary>Takes an alias off the list.</summary>
    [Alias("remove")]
    Task RemoveAsync(CollectionName alias, CancellationToken cancellationToken = default);

    /// <summary>All aliases, by name.</summary>
    [Alias("list")]
    Task<IReadOnlyList<CollectionName>> ListAsync(CancellationToken cancellationToken = default);
}

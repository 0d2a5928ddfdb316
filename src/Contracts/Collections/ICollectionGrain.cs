using Cluster.Domain.Collections;
using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Collections;

/// <summary>The one writer of what is live behind an alias. Key: the alias.</summary>
[Alias("cluster.ICollectionGrain")]
public interface ICollectionGrain : IGrainWithStringKey
{
    /// <summary>Opens the collection for a job, making its first generation when there is none. SpaceMismatch when it holds vectors of another space.</summary>
    [Alias("open")]
    Task<Outcome<LiveCollection>> OpenAsync(CollectionOpening opening, CancellationToken cancellationToken = default);

    /// <summary>What queries use now; CollectionNotFound when there is none.</summary>
    [Alias("live")]
    Task<Outcome<LiveCollection>> GetLiveAsync(CancellationToken cancellationToken = default);

    /// <summary>Everything known about it; CollectionNotFound when there is none.</summary>
    [Alias("describe")]
    Task<Outcome<CollectionDescription>> DescribeAsync(CancellationToken cancellationToken = default);

    /// <summary>Drops the collection with all its points; what it was. CollectionNotFound when there is none.</summary>
    [Alias("drop")]
    Task<Outcome<CollectionDescription>> DropAsync(CancellationToken cancellationToken = default);
}

using Cluster.Client.Recommendations;
using Cluster.Client.Retrieval;

namespace Cluster.Client.Shoppers;

/// <summary>What to recommend to a shopper.</summary>
public sealed record ShopperQuery : RefinedQuery
{
    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>Points not to recommend, by id.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>As <see cref="Exclude"/>, by the keys of the images.</summary>
    public IReadOnlyList<string>? ExcludeKeys { get; init; }

    /// <summary>What to go by while nothing is known of the shopper.</summary>
    public ColdStart? ColdStart { get; init; }
}

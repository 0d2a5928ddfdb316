using Cluster.Gateway.Recommendations;
using Cluster.Gateway.Retrieval;

namespace Cluster.Gateway.Shoppers;

/// <summary>What to recommend to a shopper. Items bought or waved away do not come again. There are no pages: what is shown changes with every event.</summary>
public sealed record ShopperRecommendRequest : RefinedRequest
{
    /// <summary>The collection.</summary>
    public required string Collection { get; init; }

    /// <summary>Points not to recommend, by id, at most 1,000.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>As <c>exclude</c>, by the keys of the images, at most 1,000.</summary>
    public IReadOnlyList<string>? ExcludeKeys { get; init; }

    /// <summary>What to go by while nothing is known of the shopper.</summary>
    public ColdStartRequest? ColdStart { get; init; }
}

using Cluster.Gateway.Retrieval;

namespace Cluster.Gateway.Recommendations;

/// <summary>What to recommend to who is not known yet: at least one of text and filter.</summary>
public sealed record ColdStartRequest
{
    /// <summary>Words, such as what the shopper searched for or the name of a category.</summary>
    public string? Text { get; init; }

    /// <summary>A category by its fields: what is typical of the points that match, and only these.</summary>
    public FilterRequest? Filter { get; init; }
}

using Cluster.Gateway.Retrieval;

namespace Cluster.Gateway.Recommendations;

/// <summary>What to recommend: near what is liked, away from what is disliked, without what the shopper has or cannot have.</summary>
public sealed record RecommendRequest : RefinedRequest
{
    /// <summary>What is liked: points, pictures, texts, with weights.</summary>
    public IReadOnlyList<ExampleRequest>? Like { get; init; }

    /// <summary>What is disliked.</summary>
    public IReadOnlyList<ExampleRequest>? Dislike { get; init; }

    /// <summary>
    /// <c>average</c> (near the mean of what is liked; the default), <c>bestScore</c> (near any one of it: several tastes at once) or <c>sumScores</c>
    /// (near as many of it as possible).
    /// </summary>
    public string? Strategy { get; init; }

    /// <summary>Points not to recommend, such as those bought already, by id, at most 1,000.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>As <c>exclude</c>, by the keys of the images, at most 1,000.</summary>
    public IReadOnlyList<string>? ExcludeKeys { get; init; }

    /// <summary>
    /// Completes the look: a field, such as the category, of which the answers have other values than the points liked. With <c>groupBy</c> of the same
    /// field it gives the best of each other category.
    /// </summary>
    public string? CompleteAcross { get; init; }

    /// <summary>What to go by when nothing is liked or disliked.</summary>
    public ColdStartRequest? ColdStart { get; init; }
}

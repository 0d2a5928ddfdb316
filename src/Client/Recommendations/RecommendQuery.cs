using Cluster.Client.Retrieval;

namespace Cluster.Client.Recommendations;

/// <summary>What to recommend: near what is liked, away from what is disliked, without what the shopper has.</summary>
public sealed record RecommendQuery : RefinedQuery
{
    /// <summary>What is liked.</summary>
    public IReadOnlyList<Example>? Like { get; init; }

    /// <summary>What is disliked.</summary>
    public IReadOnlyList<Example>? Dislike { get; init; }

    /// <summary><c>average</c> (the default), <c>bestScore</c> or <c>sumScores</c>.</summary>
    public string? Strategy { get; init; }

    /// <summary>Points not to recommend, by id.</summary>
    public IReadOnlyList<string>? Exclude { get; init; }

    /// <summary>As <see cref="Exclude"/>, by the keys of the images.</summary>
    public IReadOnlyList<string>? ExcludeKeys { get; init; }

    /// <summary>Completes the look: a field of which the answers have other values than the points liked.</summary>
    public string? CompleteAcross { get; init; }

    /// <summary>What to go by when nothing is liked or disliked.</summary>
    public ColdStart? ColdStart { get; init; }
}

namespace Cluster.Client.Retrieval;

/// <summary>What to look for: at most one of text, point, key and mix, and any number of liked and disliked points.</summary>
public sealed record SearchQuery : RefinedQuery
{
    /// <summary>Words that describe the picture wanted.</summary>
    public string? Text { get; init; }

    /// <summary>A point of the collection: what is similar to it.</summary>
    public string? PointId { get; init; }

    /// <summary>As <see cref="PointId"/>, by the key of the image.</summary>
    public string? Key { get; init; }

    /// <summary>Several at once, by weight: a picture, and "but in blue".</summary>
    public IReadOnlyList<Example>? Mix { get; init; }

    /// <summary>Points whose likes are wanted, by id.</summary>
    public IReadOnlyList<string>? Like { get; init; }

    /// <summary>Points to keep away from, by id.</summary>
    public IReadOnlyList<string>? Dislike { get; init; }

    /// <summary>How examples are scored: <c>average</c> (the default) or <c>bestScore</c>.</summary>
    public string? Strategy { get; init; }

    /// <summary>Fields whose values are to be counted.</summary>
    public IReadOnlyList<Facet>? Facets { get; init; }
}

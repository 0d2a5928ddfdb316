namespace Cluster.Gateway.Retrieval;

/// <summary>
/// What to look for. At most one of <c>text</c>, <c>image</c>, <c>pointId</c>, <c>key</c> and <c>mix</c>, and any number of examples: with examples the
/// answers lie near what was asked and liked, and away from what was disliked.
/// </summary>
public sealed record SearchRequest : RefinedRequest
{
    /// <summary>Words that describe the picture wanted.</summary>
    public string? Text { get; init; }

    /// <summary>A picture, base64 (a <c>data:</c> URI is taken too). Large pictures are better uploaded to <c>search/image</c>.</summary>
    public string? Image { get; init; }

    /// <summary>A point of the collection: what is similar to it, itself left out.</summary>
    public string? PointId { get; init; }

    /// <summary>As <c>pointId</c>, by the key of the image.</summary>
    public string? Key { get; init; }

    /// <summary>Several of these at once, 1 to 20: what is asked is the mean of their embeddings by weight, such as a picture and "but in blue".</summary>
    public IReadOnlyList<ExampleRequest>? Mix { get; init; }

    /// <summary>Points whose likes are wanted, by id.</summary>
    public IReadOnlyList<string>? Like { get; init; }

    /// <summary>Points to keep away from, by id.</summary>
    public IReadOnlyList<string>? Dislike { get; init; }

    /// <summary>How examples are scored: <c>average</c> (their mean; the default) or <c>bestScore</c> (the nearest one counts, several tastes at once).</summary>
    public string? Strategy { get; init; }

    /// <summary>Fields whose values are to be counted, at most 10.</summary>
    public IReadOnlyList<FacetRequest>? Facets { get; init; }
}

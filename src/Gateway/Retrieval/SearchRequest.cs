namespace Cluster.Gateway.Retrieval;

/// <summary>
/// What to look for. At most one of <c>text</c>, <c>image</c>, <c>pointId</c>, <c>key</c>, and any number of examples: with examples the answers lie near
/// what was asked and liked, and away from what was disliked.
/// </summary>
public sealed record SearchRequest
{
    /// <summary>Words that describe the picture wanted.</summary>
    public string? Text { get; init; }

    /// <summary>A picture, base64 (a <c>data:</c> URI is taken too). Large pictures are better uploaded to <c>search/image</c>.</summary>
    public string? Image { get; init; }

    /// <summary>A point of the collection: what is similar to it, itself left out.</summary>
    public string? PointId { get; init; }

    /// <summary>As <c>pointId</c>, by the key of the image.</summary>
    public string? Key { get; init; }

    /// <summary>Points whose likes are wanted, by id.</summary>
    public IReadOnlyList<string>? Like { get; init; }

    /// <summary>Points to keep away from, by id.</summary>
    public IReadOnlyList<string>? Dislike { get; init; }

    /// <summary>How examples are scored: <c>average</c> (their mean; the default) or <c>bestScore</c> (the nearest one counts, several tastes at once).</summary>
    public string? Strategy { get; init; }

    /// <summary>Hits wanted, 1 to 1,000. Default: 10.</summary>
    public int? Limit { get; init; }

    /// <summary>Only points that match.</summary>
    public FilterRequest? Filter { get; init; }

    /// <summary>Only points that score more than this.</summary>
    public double? ScoreThreshold { get; init; }

    /// <summary>Payload fields to return; none when empty. Left out: all but the system's own, which start with an underscore.</summary>
    public IReadOnlyList<string>? Fields { get; init; }
}

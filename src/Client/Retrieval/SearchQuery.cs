namespace Cluster.Client.Retrieval;

/// <summary>What to look for: at most one of text, point and key, and any number of liked and disliked points.</summary>
public sealed record SearchQuery
{
    /// <summary>Words that describe the picture wanted.</summary>
    public string? Text { get; init; }

    /// <summary>A point of the collection: what is similar to it.</summary>
    public string? PointId { get; init; }

    /// <summary>As <see cref="PointId"/>, by the key of the image.</summary>
    public string? Key { get; init; }

    /// <summary>Points whose likes are wanted, by id.</summary>
    public IReadOnlyList<string>? Like { get; init; }

    /// <summary>Points to keep away from, by id.</summary>
    public IReadOnlyList<string>? Dislike { get; init; }

    /// <summary>How examples are scored: <c>average</c> (the default) or <c>bestScore</c>.</summary>
    public string? Strategy { get; init; }

    /// <summary>Hits wanted, 1 to 1,000. Default: 10.</summary>
    public int? Limit { get; init; }

    /// <summary>Only points that match.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Only points that score more than this.</summary>
    public double? ScoreThreshold { get; init; }

    /// <summary>Payload fields to return; none when empty. Left out: all but the system's own.</summary>
    public IReadOnlyList<string>? Fields { get; init; }
}

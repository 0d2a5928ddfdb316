namespace Cluster.Gateway.Retrieval;

/// <summary>A search: by one of text, picture or point, or by liked and disliked points.</summary>
public sealed record SearchRequest
{
    /// <summary>What to look for, in words.</summary>
    public string? Text { get; init; }

    /// <summary>A picture to look for, as base64 of its file.</summary>
    public byte[]? Image { get; init; }

    /// <summary>A point whose like is wanted.</summary>
    public string? PointId { get; init; }

    /// <summary>Points that the answers should be near.</summary>
    public IReadOnlyList<string> Like { get; init; } = [];

    /// <summary>Points that the answers should be far from.</summary>
    public IReadOnlyList<string> Dislike { get; init; } = [];

    /// <summary>Answers wanted, 1 to 1,000. Default: 10.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Only answers that score more than this.</summary>
    public float? ScoreThreshold { get; init; }
}

using Cluster.Domain.Retrieval;

namespace Cluster.Gateway.Retrieval;

/// <summary>What is to become of the answers, checked.</summary>
internal sealed record Refinement
{
    /// <summary>Hits wanted.</summary>
    public required int Limit { get; init; }

    /// <summary>Only points that match; null for all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Only points that score more.</summary>
    public float? ScoreAbove { get; init; }

    /// <summary>Payload fields that the answer shows; null for all but the system's own.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>The field that names groups; null for none.</summary>
    public string? GroupField { get; init; }

    /// <summary>Answers of each group.</summary>
    public int GroupSize { get; init; } = 1;

    /// <summary>0 to 1.</summary>
    public float Diversity { get; init; }

    /// <summary>The cosine from which on pictures are the same; null to keep them all.</summary>
    public float? CollapseAbove { get; init; }

    /// <summary>Whether hits say where their scores come from.</summary>
    public bool Explain { get; init; }

    /// <summary>The page asked for; empty for the first, null for no pages.</summary>
    public string? Cursor { get; init; }

    /// <summary>What is counted.</summary>
    public IReadOnlyList<(string Field, int Limit)> Facets { get; init; } = [];

    /// <summary>Whether answers have to be looked at together, with their vectors, before some are chosen.</summary>
    public bool NeedsVectors => Diversity > 0 || CollapseAbove is not null || Explain;
}

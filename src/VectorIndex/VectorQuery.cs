using Cluster.Domain.Retrieval;

namespace Cluster.VectorIndex;

/// <summary>A question to a collection.</summary>
/// <param name="By">How points are scored.</param>
/// <param name="Limit">Answers wanted, 1 to 10,000.</param>
public sealed record VectorQuery(Scoring By, int Limit)
{
    /// <summary>Only points that match; null for all.</summary>
    public Filter? Filter { get; init; }

    /// <summary>Only points that score more than this.</summary>
    public float? ScoreAbove { get; init; }

    /// <summary>
    /// Only points behind this place of the order: the next page. Points that are there all the while come once, whatever is written between two pages,
    /// if every page is asked with <see cref="Exact"/>. Engines that count from the top refuse places beyond <see cref="VectorQueryRules.MaxLimit"/>.
    /// </summary>
    public ScorePlace? After { get; init; }

    /// <summary>Whether every vector is to be compared exactly, also where the engine would rather look at rounded ones or walk a graph. Default: false.</summary>
    public bool Exact { get; init; }

    /// <summary>Which parts to return. Default: the id and score alone.</summary>
    public PointSelector Select { get; init; } = PointSelector.IdOnly;
}

using Cluster.Domain.Identity;

namespace Cluster.Domain.Retrieval;

/// <summary>A place in <see cref="ScoreOrder"/>, that of the last answer of a page: the next page holds what comes behind it, whatever was written meanwhile.</summary>
/// <param name="Score">The score at that place.</param>
/// <param name="Id">The point at that place.</param>
/// <param name="Rank">About how many points lie before it; a hint for engines that can only count from the top.</param>
public sealed record ScorePlace(float Score, PointId Id, int Rank)
{
    /// <summary>Whether a point lies behind this place.</summary>
    public bool IsBefore(float score, PointId id) => ScoreOrder.Compare(Score, Id, score, id) < 0;
}

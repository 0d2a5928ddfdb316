using Cluster.Domain.Identity;

namespace Cluster.Domain.Retrieval;

/// <summary>The one order of answers: score descending, then id ascending, so that equal scores come out the same everywhere.</summary>
public sealed class ScoreOrder : IComparer<ScoredPoint>
{
    /// <summary>The order.</summary>
    public static ScoreOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(ScoredPoint? x, ScoredPoint? y) => Compare(x!.Score, x.Id, y!.Score, y.Id);

    /// <summary>Below zero when the first pair comes before the second.</summary>
    public static int Compare(float score, PointId id, float otherScore, PointId otherId)
    {
        var byScore = otherScore.CompareTo(score);
        return byScore != 0 ? byScore : id.CompareTo(otherId);
    }
}

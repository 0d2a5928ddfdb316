namespace Cluster.Gateway.Retrieval;

/// <summary>How examples are scored.</summary>
internal enum Strategy
{
    /// <summary>Nearness to the mean of what is liked, away from the mean of what is disliked.</summary>
    Average,

    /// <summary>Nearness to the nearest one liked, unless one disliked is nearer.</summary>
    BestScore,

    /// <summary>Nearness to all liked, summed, less that to all disliked.</summary>
    SumScores,
}

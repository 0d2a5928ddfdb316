namespace Cluster.Domain.Jobs;

/// <summary>When a complete pass may delete points without a person's word.</summary>
public static class DeletionRules
{
    /// <summary>Whether <paramref name="doomed"/> of <paramref name="points"/> points are too many to go unasked.</summary>
    /// <param name="doomed">Points of the corpus that the pass does not keep.</param>
    /// <param name="points">Points of the corpus in the collection.</param>
    /// <param name="maxShare">The largest share allowed, 0 to 1.</param>
    public static bool NeedsWord(long doomed, long points, double maxShare) => doomed > 0 && doomed > maxShare * points;
}

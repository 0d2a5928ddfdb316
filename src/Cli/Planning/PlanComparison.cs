namespace Cluster.Cli.Planning;

/// <summary>Plan against actual.</summary>
/// <param name="Job">The job.</param>
/// <param name="PlannedImagesPerSecond">As planned.</param>
/// <param name="PlannedSeconds">Wall time as planned.</param>
/// <param name="ActualImagesPerSecond">As seen.</param>
/// <param name="ActualSeconds">Since submission, or to the end.</param>
/// <param name="ExpectedSeconds">Wall time at the pace seen.</param>
/// <param name="Ratio">Expected by planned.</param>
internal sealed record PlanComparison(
    string Job, double PlannedImagesPerSecond, double PlannedSeconds, double ActualImagesPerSecond, double ActualSeconds, double ExpectedSeconds, double Ratio);

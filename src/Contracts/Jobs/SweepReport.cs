using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Jobs;

/// <summary>How the run ended that deletes, after a complete pass, the points of the corpus that the pass does not keep.</summary>
/// <param name="Points">Points of the corpus that it found in the collection.</param>
/// <param name="Doomed">Those that the pass does not keep.</param>
/// <param name="Deleted">Those that were deleted.</param>
/// <param name="NeedsWord">Whether nothing was deleted because it would be more than the job allows.</param>
/// <param name="Failure">What stopped it; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("cluster.sweep-report")]
public sealed record SweepReport(
    [property: Id(0)] long Points, [property: Id(1)] long Doomed, [property: Id(2)] long Deleted, [property: Id(3)] bool NeedsWord, [property: Id(4)] Failure? Failure = null);

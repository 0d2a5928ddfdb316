namespace Cluster.Contracts.Encoders.Tuning;

/// <summary>A setting that was tried against what stood.</summary>
/// <param name="Setting">Its name, or <c>all</c> for all changes against the defaults.</param>
/// <param name="Stood">The value that stood.</param>
/// <param name="Tried">The other one.</param>
/// <param name="ImagesPerSecond">With the other one; 0 when it did not come to that.</param>
/// <param name="Ratio">To what stood.</param>
/// <param name="Outcome">kept, not faster or refused.</param>
/// <param name="Detail">Why it was refused.</param>
[GenerateSerializer, Immutable, Alias("cluster.tuning-trial")]
public sealed record TuningTrial(
    [property: Id(0)] string Setting, [property: Id(1)] string Stood, [property: Id(2)] string Tried, [property: Id(3)] double ImagesPerSecond, [property: Id(4)] double Ratio,
    [property: Id(5)] string Outcome, [property: Id(6)] string? Detail);

namespace Cluster.Gateway.Encoders.Tuning;

/// <summary>A setting that was tried against what stood.</summary>
/// <param name="Setting">Its name, or <c>all</c> for all changes against the defaults.</param>
/// <param name="Stood">The value that stood.</param>
/// <param name="Tried">The other one.</param>
/// <param name="ImagesPerSecond">With the other one; 0 when it did not come to that.</param>
/// <param name="Ratio">To what stood.</param>
/// <param name="Outcome">kept, not faster or refused.</param>
/// <param name="Detail">Why it was refused.</param>
internal sealed record TuningTrialView(string Setting, string Stood, string Tried, double ImagesPerSecond, double Ratio, string Outcome, string? Detail);

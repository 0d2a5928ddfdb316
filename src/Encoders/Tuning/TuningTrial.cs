namespace Cluster.Encoders.Tuning;

/// <summary>A setting that was tried against what stood.</summary>
/// <param name="Setting">Its name among the options.</param>
/// <param name="Stood">The value that stood.</param>
/// <param name="Tried">The other one.</param>
/// <param name="ImagesPerSecond">With the other one; 0 when it did not come to that.</param>
/// <param name="Ratio">To what stood, measured in turns; 0 when it did not come to that.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Detail">Why it was refused; null when it was not.</param>
public sealed record TuningTrial(string Setting, string Stood, string Tried, double ImagesPerSecond, double Ratio, TuningOutcome Outcome, string? Detail = null);

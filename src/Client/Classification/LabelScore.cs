namespace Cluster.Client.Classification;

/// <summary>How well a label fits.</summary>
/// <param name="Label">The label.</param>
/// <param name="Probability">0 to 1.</param>
public sealed record LabelScore(string Label, float Probability);

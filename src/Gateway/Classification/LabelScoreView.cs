namespace Cluster.Gateway.Classification;

/// <summary>How well a label fits.</summary>
/// <param name="Label">The label.</param>
/// <param name="Probability">0 to 1, among the labels given.</param>
public sealed record LabelScoreView(string Label, float Probability);

namespace Cluster.Domain.Classification;

/// <summary>How well a label fits.</summary>
/// <param name="Label">The label.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Logit">What the probability was made of.</param>
[GenerateSerializer, Immutable, Alias("cluster.label-score")]
public sealed record LabelScore([property: Id(0)] string Label, [property: Id(1)] float Probability, [property: Id(2)] float Logit);

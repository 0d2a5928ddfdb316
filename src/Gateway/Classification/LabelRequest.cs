namespace Cluster.Gateway.Classification;

/// <summary>A class of a zero-shot classification.</summary>
/// <param name="Label">What answers call it.</param>
/// <param name="Phrases">What prompts call it, such as <c>sneaker</c> and <c>running shoe</c>. Left out: the label.</param>
public sealed record LabelRequest(string Label, IReadOnlyList<string>? Phrases = null);

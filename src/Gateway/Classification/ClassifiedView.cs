namespace Cluster.Gateway.Classification;

/// <summary>What a picture is.</summary>
/// <param name="Id">The point, where one was asked about.</param>
/// <param name="Labels">The likeliest first.</param>
public sealed record ClassifiedView(string? Id, IReadOnlyList<LabelScoreView> Labels);

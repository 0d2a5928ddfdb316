namespace Cluster.Client.Classification;

/// <summary>What a picture is.</summary>
/// <param name="Id">The point, where one was asked about.</param>
/// <param name="Labels">The likeliest first.</param>
public sealed record Classified(string? Id, IReadOnlyList<LabelScore> Labels);

namespace Cluster.Client.Classification;

/// <summary>What pictures are, in their order.</summary>
public sealed record ClassifyResult(string Collection, string Encoder, IReadOnlyList<Classified> Results);

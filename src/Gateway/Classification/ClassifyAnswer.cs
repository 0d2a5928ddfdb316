namespace Cluster.Gateway.Classification;

/// <summary>What the pictures are, in their order.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Encoder">The encoder.</param>
/// <param name="Results">One a picture.</param>
public sealed record ClassifyAnswer(string Collection, string Encoder, IReadOnlyList<ClassifiedView> Results);

namespace Cluster.Client.Classification;

/// <summary>What is said of the pictures, in their order.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Encoder">The encoder.</param>
/// <param name="Results">One a picture.</param>
public sealed record ModerateResult(string Collection, string Encoder, IReadOnlyList<Moderated> Results);

namespace Cluster.Domain.Collections;

/// <summary>One concrete collection behind an alias, and what it is for.</summary>
/// <param name="Place">The concrete collection with its encoder.</param>
/// <param name="Role">What it is for.</param>
[GenerateSerializer, Immutable, Alias("cluster.collection-generation")]
public sealed record CollectionGeneration([property: Id(0)] LiveCollection Place, [property: Id(1)] GenerationRole Role);

namespace Cluster.Domain.Identity;

/// <summary>The identity of a vector space: vectors may be compared only if they were made in the same one. Lower-case hex of a SHA-256.</summary>
/// <param name="Value">The text of the id; never null or empty for an id made by a caller.</param>
[GenerateSerializer, Immutable, Alias("cluster.space-id")]
public readonly record struct EmbeddingSpaceId([property: Id(0)] string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

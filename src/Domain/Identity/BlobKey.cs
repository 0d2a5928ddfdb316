namespace Cluster.Domain.Identity;

/// <summary>The key of an image inside its corpus: a relative path with forward slashes, compared ordinally.</summary>
/// <param name="Value">The text of the id; never null or empty for an id made by a caller.</param>
[GenerateSerializer, Immutable, Alias("cluster.blob-key")]
public readonly record struct BlobKey([property: Id(0)] string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

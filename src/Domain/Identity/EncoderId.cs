namespace Cluster.Domain.Identity;

/// <summary>An encoder as people name it: <c>name@version</c>, where the version is the start of its embedding space.</summary>
/// <param name="Value">The text of the id; never null or empty for an id made by a caller.</param>
[GenerateSerializer, Immutable, Alias("cluster.encoder-id")]
public readonly record struct EncoderId([property: Id(0)] string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

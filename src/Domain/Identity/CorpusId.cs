namespace Cluster.Domain.Identity;

/// <summary>A named set of images. Part of every point id: one corpus name means one set of keys.</summary>
/// <param name="Value">The text of the id; never null or empty for an id made by a caller.</param>
[GenerateSerializer, Immutable, Alias("cluster.corpus-id")]
public readonly record struct CorpusId([property: Id(0)] string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

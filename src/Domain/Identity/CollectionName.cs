namespace Cluster.Domain.Identity;

/// <summary>The name of a collection, or of the alias that stands for the live one. See <see cref="NameRules"/> for what is allowed.</summary>
/// <param name="Value">The text of the id; never null or empty for an id made by a caller.</param>
[GenerateSerializer, Immutable, Alias("cluster.collection-name")]
public readonly record struct CollectionName([property: Id(0)] string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

namespace Cluster.Domain.Identity;

/// <summary>An embedding or re-embedding job.</summary>
/// <param name="Value">The text of the id; never null or empty for an id made by a caller.</param>
[GenerateSerializer, Immutable, Alias("cluster.job-id")]
public readonly record struct JobId([property: Id(0)] string Value)
{
    /// <inheritdoc />
    public override string ToString() => Value;
}

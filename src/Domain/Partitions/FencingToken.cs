namespace Cluster.Domain.Partitions;

/// <summary>The rising number that tells the present holder of a lease from late ones. 0: never held.</summary>
[GenerateSerializer, Immutable, Alias("cluster.fencing-token")]
public readonly record struct FencingToken([property: Id(0)] long Value)
{
    /// <summary>The token of the next holder.</summary>
    public FencingToken Next() => new(Value + 1);
}

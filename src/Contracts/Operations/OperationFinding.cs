namespace Cluster.Contracts.Operations;

/// <summary>Something that an operation found.</summary>
/// <param name="What">The class: <c>missing</c>, <c>extra</c>, <c>stale</c>, <c>unledgered</c>, <c>exact</c>, <c>near</c>.</param>
/// <param name="Key">The image.</param>
/// <param name="Detail">Particulars: why, or which group of duplicates.</param>
[GenerateSerializer, Immutable, Alias("cluster.operation-finding")]
public sealed record OperationFinding([property: Id(0)] string What, [property: Id(1)] string Key, [property: Id(2)] string Detail);

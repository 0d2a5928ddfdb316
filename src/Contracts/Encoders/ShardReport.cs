using Cluster.Domain.Identity;

namespace Cluster.Contracts.Encoders;

/// <summary>How an encoder shard is.</summary>
/// <param name="Encoder">The encoder.</param>
/// <param name="Silo">The address of its silo, as Orleans prints it to be read again.</param>
/// <param name="Device">The device there.</param>
/// <param name="Condition">What it can do.</param>
/// <param name="QueriesWaiting">Queries in its lane.</param>
/// <param name="Detail">Why it is out, for people; null otherwise.</param>
[GenerateSerializer, Immutable, Alias("cluster.shard-report")]
public sealed record ShardReport(
    [property: Id(0)] EncoderId Encoder,
    [property: Id(1)] string Silo,
    [property: Id(2)] string Device,
    [property: Id(3)] ShardCondition Condition,
    [property: Id(4)] int QueriesWaiting,
    [property: Id(5)] string? Detail = null);

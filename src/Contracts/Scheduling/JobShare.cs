namespace Cluster.Contracts.Scheduling;

/// <summary>What a job may do now.</summary>
/// <param name="Grants">One silo address for each partition that it may start; no more than it wanted.</param>
/// <param name="Surplus">Partitions that it holds above its share and is to stop; 0 when it may start some.</param>
/// <param name="Idle">Slots that nobody has a use for: a reason to split what is left.</param>
[GenerateSerializer, Immutable, Alias("cluster.job-share")]
public sealed record JobShare([property: Id(0)] IReadOnlyList<string> Grants, [property: Id(1)] int Surplus, [property: Id(2)] int Idle);

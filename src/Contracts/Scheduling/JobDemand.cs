using Cluster.Domain.Identity;

namespace Cluster.Contracts.Scheduling;

/// <summary>What a job asks of the scheduler.</summary>
/// <param name="Job">The job.</param>
/// <param name="Encoder">The encoder that its partitions need.</param>
/// <param name="Weight">Its claim against other jobs, above 0.</param>
/// <param name="Wanted">Partitions that it could start now.</param>
/// <param name="Held">Partitions at work, by the address of their silo.</param>
[GenerateSerializer, Immutable, Alias("cluster.job-demand")]
public sealed record JobDemand(
    [property: Id(0)] JobId Job,
    [property: Id(1)] EncoderId Encoder,
    [property: Id(2)] double Weight,
    [property: Id(3)] int Wanted,
    [property: Id(4)] IReadOnlyDictionary<string, int> Held);

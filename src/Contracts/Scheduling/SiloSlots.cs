using Cluster.Domain.Identity;

namespace Cluster.Contracts.Scheduling;

/// <summary>What a silo can take on.</summary>
/// <param name="Silo">Its address, as Orleans prints it to be read again.</param>
/// <param name="Slots">Partitions that it can work on at the same time; 0 while it drains.</param>
/// <param name="Encoders">The encoders that it can hold.</param>
[GenerateSerializer, Immutable, Alias("cluster.silo-slots")]
public sealed record SiloSlots([property: Id(0)] string Silo, [property: Id(1)] int Slots, [property: Id(2)] IReadOnlyList<EncoderId> Encoders);

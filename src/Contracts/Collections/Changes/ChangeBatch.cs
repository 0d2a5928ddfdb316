using Cluster.Domain.Identity;

namespace Cluster.Contracts.Collections.Changes;

/// <summary>Points whose changes are written to the live generation and not yet known to be in the others.</summary>
/// <param name="Segments">The parts of the log that hold them; to be forgotten when they have been taken over.</param>
/// <param name="Ids">The points, each once.</param>
[GenerateSerializer, Immutable, Alias("cluster.change-batch")]
public sealed record ChangeBatch([property: Id(0)] IReadOnlyList<long> Segments, [property: Id(1)] IReadOnlyList<PointId> Ids);

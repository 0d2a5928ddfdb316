using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Jobs;

/// <summary>Some of the images that a job set aside.</summary>
/// <param name="Rows">The images, with their reasons.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
[GenerateSerializer, Immutable, Alias("cluster.quarantine-page")]
public sealed record QuarantinePage([property: Id(0)] IReadOnlyList<QuarantineRow> Rows, [property: Id(1)] string? Next);

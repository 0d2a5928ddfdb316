using Cluster.Domain.Identity;

namespace Cluster.Domain.Outcomes;

/// <summary>One image set aside, with the reason: a row of the outcome ledger.</summary>
/// <param name="Key">The image's key.</param>
/// <param name="Position">Where it stands in its corpus listing, so that it can be read again without listing; opaque outside the source.</param>
/// <param name="Reason">Why; always a quarantine reason (<see cref="FailureKinds.IsQuarantineReason"/>).</param>
/// <param name="Detail">What was wrong, for a person.</param>
/// <param name="ETag">The version that failed.</param>
/// <param name="FirstSeen">When this version failed first (UTC).</param>
/// <param name="Tries">How often it was tried, from 1.</param>
[GenerateSerializer, Immutable, Alias("cluster.quarantine-row")]
public sealed record QuarantineRow(
    [property: Id(0)] BlobKey Key,
    [property: Id(1)] string Position,
    [property: Id(2)] FailureKind Reason,
    [property: Id(3)] string Detail,
    [property: Id(4)] string ETag,
    [property: Id(5)] DateTimeOffset FirstSeen,
    [property: Id(6)] int Tries);

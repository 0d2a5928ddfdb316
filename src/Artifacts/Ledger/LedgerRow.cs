using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>One row of the ledger, and where it was found.</summary>
/// <param name="Partition">The partition that set the image aside.</param>
/// <param name="Row">The image and the reason.</param>
public sealed record LedgerRow(PartitionId Partition, QuarantineRow Row);

using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Artifacts.Ledger;

/// <summary>One row of the ledger, and where it was found.</summary>
/// <param name="Partition">The partition that set the image aside.</param>
/// <param name="Row">The image and the reason.</param>
/// <param name="Cursor">The place behind it, to read on from.</param>
public sealed record LedgerRow(PartitionId Partition, QuarantineRow Row, LedgerCursor Cursor);

using Cluster.Domain.Identity;
using Cluster.VectorIndex.Embedded.Memory;

namespace Cluster.VectorIndex.Embedded.Scanning;

/// <summary>A row that a scan found.</summary>
internal readonly record struct RowHit(float Score, PointId Id, RowBlock Block, int Row);

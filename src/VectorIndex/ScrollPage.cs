using Cluster.Domain.Identity;

namespace Cluster.VectorIndex;

/// <summary>A page of a walk over a collection.</summary>
/// <param name="Points">The points, by ascending id.</param>
/// <param name="Next">The first id of the next page; null at the end.</param>
public sealed record ScrollPage(IReadOnlyList<StoredPoint> Points, PointId? Next);

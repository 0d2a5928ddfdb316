using Cluster.Domain.Identity;

namespace Cluster.Domain.Outcomes;

/// <summary>An image whose point a pass leaves in the collection: embedded or unchanged. All other points of the corpus go when the pass is complete.</summary>
/// <param name="Id">The point.</param>
/// <param name="ETag">The version that it was made from.</param>
public readonly record struct KeptImage(PointId Id, string ETag);

using Cluster.Domain.Identity;

namespace Cluster.Contracts.Tags;

/// <summary>How far a tag job is.</summary>
/// <param name="Space">The space of the vectors that were looked at; in another one it begins again.</param>
/// <param name="Next">The first point not looked at; null at the beginning.</param>
/// <param name="Looked">Points looked at.</param>
/// <param name="Tagged">Points that got a label.</param>
/// <param name="Total">Points there were to look at.</param>
[GenerateSerializer, Immutable, Alias("cluster.tag-progress")]
public sealed record TagProgress(
    [property: Id(0)] EmbeddingSpaceId Space, [property: Id(1)] PointId? Next, [property: Id(2)] long Looked, [property: Id(3)] long Tagged, [property: Id(4)] long Total);

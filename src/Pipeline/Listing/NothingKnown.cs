using System.Collections.Frozen;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Pipeline.Listing;

/// <summary>Of a corpus that nothing is known of.</summary>
public sealed class NothingKnown : IKnownImages
{
    /// <summary>The only one.</summary>
    public static NothingKnown Instance { get; } = new();

    /// <inheritdoc />
    public QuarantineRow? FindQuarantined(PointId id, string etag) => null;

    /// <inheritdoc />
    public ValueTask<IReadOnlySet<PointId>> GetTakenDownAsync(CancellationToken cancellationToken) => new(FrozenSet<PointId>.Empty);
}

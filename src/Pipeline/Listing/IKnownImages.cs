using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Pipeline.Listing;

/// <summary>What is known of a corpus's images from before the run. Safe for concurrent use.</summary>
public interface IKnownImages
{
    /// <summary>How this very version was set aside before; null when it was not, or when that is not known.</summary>
    QuarantineRow? FindQuarantined(PointId id, string etag);

    /// <summary>
    /// The points that were taken down, as of this moment: a takedown that was answered before the call began is in it. Cheap when nothing changed.
    /// </summary>
    ValueTask<IReadOnlySet<PointId>> GetTakenDownAsync(CancellationToken cancellationToken);
}

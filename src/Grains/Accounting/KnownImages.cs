using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Takedowns;
using Cluster.Pipeline.Listing;

namespace Cluster.Grains.Accounting;

/// <summary>What a run knows from before: what was set aside, and what is taken down.</summary>
internal sealed class KnownImages(Func<PointId, QuarantineRow?> before, TakedownViews takedowns, CollectionName alias) : IKnownImages
{
    public QuarantineRow? FindQuarantined(PointId id, string etag) => before(id) is { } row && row.ETag == etag ? row : null;

    public async ValueTask<IReadOnlySet<PointId>> GetTakenDownAsync(CancellationToken cancellationToken) =>
        await GrainFaults.AsFailuresAsync(() => takedowns.GetAsync(alias, cancellationToken).AsTask());
}

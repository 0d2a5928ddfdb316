using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Pipeline.Listing;

namespace Cluster.Pipeline;

/// <summary>A listed image on its way through the stages.</summary>
/// <param name="Sequence">Its number in the watermark.</param>
/// <param name="Image">What the listing said.</param>
/// <param name="Id">The id of its point.</param>
/// <param name="Stored">What the index holds of it; null when there is no point yet.</param>
internal sealed record PendingImage(long Sequence, CorpusImage Image, PointId Id, StoredStamp? Stored)
{
    /// <summary>How this version was set aside before; null when it was not.</summary>
    public QuarantineRow? Before { get; init; }
}

using Cluster.Domain.Outcomes;

namespace Cluster.Pipeline.Listing;

/// <summary>How an image is set aside that a person had taken down.</summary>
internal static class TakenDown
{
    /// <summary>The row; it keeps when it was set aside first.</summary>
    public static QuarantineRow Row(PendingImage pending, DateTimeOffset now) => new(
        pending.Image.Key,
        pending.Image.Position,
        FailureKind.Takedown,
        "The image was taken down; the audit log says when and why.",
        pending.Image.ETag,
        pending.Before is { Reason: FailureKind.Takedown } before ? before.FirstSeen : now,
        1);
}

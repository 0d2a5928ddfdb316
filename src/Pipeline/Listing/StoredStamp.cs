using Cluster.Domain.Payloads;
using Cluster.VectorIndex;

namespace Cluster.Pipeline.Listing;

/// <summary>What a stored point says of the image it was made from.</summary>
internal sealed record StoredStamp(string ETag, string ContentHash, string Job)
{
    /// <summary>The fields to ask the index for.</summary>
    public static PointSelector Selector { get; } = new(false, [PayloadFields.ETag, PayloadFields.ContentHash, PayloadFields.Job]);

    public static StoredStamp Of(StoredPoint point) =>
        new(Text(point, PayloadFields.ETag), Text(point, PayloadFields.ContentHash), Text(point, PayloadFields.Job));

    private static string Text(StoredPoint point, string field) =>
        point.Payload.TryGetValue(field, out var value) && value is PayloadValue.Text text ? text.Value : "";
}

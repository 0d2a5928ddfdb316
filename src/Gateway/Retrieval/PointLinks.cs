using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.Gateway.Retrieval;

/// <summary>What the payload of a point tells about its image.</summary>
internal static class PointLinks
{
    public static string? TextOf(IReadOnlyDictionary<string, PayloadValue> payload, string field) =>
        payload.TryGetValue(field, out var value) && value is PayloadValue.Text text ? text.Value : null;

    /// <summary>The address of the thumbnail, or null when the payload names no image.</summary>
    public static string? ThumbnailOf(CollectionName alias, IReadOnlyDictionary<string, PayloadValue> payload) =>
        TextOf(payload, PayloadFields.Key) is { } key && TextOf(payload, PayloadFields.Corpus) is { } corpus
            ? $"/v1/collections/{alias}/thumbnail?corpus={Uri.EscapeDataString(corpus)}&key={Uri.EscapeDataString(key)}"
            : null;
}

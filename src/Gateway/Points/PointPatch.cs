using System.Text.Json;

namespace Cluster.Gateway.Points;

/// <summary>Fields to set on a point; those not named stay as they are.</summary>
/// <param name="Payload">The fields. A null is kept as a null, which no filter matches.</param>
public sealed record PointPatch(JsonElement Payload);

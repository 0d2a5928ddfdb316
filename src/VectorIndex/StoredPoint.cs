using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.VectorIndex;

/// <summary>A point as it is stored.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Payload">The payload fields asked for.</param>
/// <param name="Vector">The unit-length vector, where asked for.</param>
public sealed record StoredPoint(PointId Id, IReadOnlyDictionary<string, PayloadValue> Payload, ReadOnlyMemory<float>? Vector);

using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.FakeQdrant;

/// <summary>A point of a fake server.</summary>
public sealed record FakePoint(PointId Id, float[] Vector, IReadOnlyDictionary<string, PayloadValue> Payload);

using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.Domain.Outcomes;

/// <summary>A point as it was written, kept for the lake until its checkpoint.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Vector">Its embedding, rounded to half precision.</param>
/// <param name="Payload">Its payload.</param>
public sealed record EmbeddedPoint(PointId Id, ReadOnlyMemory<Half> Vector, IReadOnlyDictionary<string, PayloadValue> Payload);

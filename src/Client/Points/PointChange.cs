namespace Cluster.Client.Points;

/// <summary>A change of a point, which is durable and will be in every generation of the collection.</summary>
/// <param name="Id">The point.</param>
/// <param name="Collection">The collection as it was asked for.</param>
/// <param name="ConcreteCollection">The concrete collection that it was written to.</param>
/// <param name="Encoder">The encoder of that collection.</param>
public sealed record PointChange(string Id, string Collection, string ConcreteCollection, string Encoder);

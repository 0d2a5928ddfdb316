namespace Cluster.Client.Retrieval;

/// <summary>Bounds of a number; at least one.</summary>
/// <param name="Gt">Greater than.</param>
/// <param name="Gte">Greater than or equal to.</param>
/// <param name="Lt">Less than.</param>
/// <param name="Lte">Less than or equal to.</param>
public sealed record Bounds(double? Gt = null, double? Gte = null, double? Lt = null, double? Lte = null);

namespace Cluster.Domain.Scheduling;

/// <summary>What one party asks of a number of equal slots.</summary>
/// <param name="Weight">Its claim against the others', above 0.</param>
/// <param name="Most">The most slots that are of use to it, 0 or more.</param>
public readonly record struct ShareDemand(double Weight, int Most);

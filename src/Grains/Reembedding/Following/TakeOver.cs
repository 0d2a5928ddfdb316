using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Reembedding.Following;

/// <summary>What was done to bring a follower's point in line.</summary>
/// <param name="Done">What.</param>
/// <param name="Key">The image's key, where the point names one.</param>
/// <param name="Failure">Why it could not be done: the image cannot be read or embedded any more.</param>
public readonly record struct TakeOver(TakeOverKind Done, string? Key = null, Failure? Failure = null);

using Cluster.Domain.Collections;

namespace Cluster.Grains.Reembedding;

/// <summary>What is live, and how large it is.</summary>
/// <param name="Live">The generation.</param>
/// <param name="Points">Its points.</param>
public sealed record LiveSize(LiveCollection Live, long Points);

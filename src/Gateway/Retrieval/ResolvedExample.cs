using Cluster.Domain.Identity;
using Cluster.VectorIndex;

namespace Cluster.Gateway.Retrieval;

/// <summary>An example as the index takes it.</summary>
/// <param name="Name">What it is called in explanations.</param>
/// <param name="Weight">How much it counts.</param>
/// <param name="For">The index's example.</param>
internal sealed record ResolvedExample(string Name, float Weight, QueryExample For)
{
    /// <summary>The stored point; null for a vector.</summary>
    public PointId? Point => For is QueryExample.Point point ? point.Id : null;

    /// <summary>The vector; null for a stored point.</summary>
    /// <remarks>A bare null would become an empty memory, by way of an array.</remarks>
    public ReadOnlyMemory<float>? Vector => For is QueryExample.Raw raw ? raw.Values : default(ReadOnlyMemory<float>?);
}

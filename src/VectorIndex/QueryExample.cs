using Cluster.Domain.Identity;

namespace Cluster.VectorIndex;

/// <summary>An example of a query: a stored point by id, or a vector.</summary>
public abstract record QueryExample
{
    private protected QueryExample()
    {
    }

    /// <summary>The stored vector of a point; the point itself is left out of the answer.</summary>
    public sealed record Point(PointId Id) : QueryExample;

    /// <summary>A vector of unit length.</summary>
    public sealed record Raw(ReadOnlyMemory<float> Values) : QueryExample;
}

using Cluster.Domain.Identity;
using Cluster.Domain.Retrieval;

namespace Cluster.Gateway.Retrieval;

/// <summary>An example of a question, checked: what it is, and how much it counts.</summary>
/// <param name="Name">What it is called in explanations.</param>
/// <param name="Weight">How much it counts.</param>
internal abstract record Example(string Name, float Weight)
{
    /// <summary>Whether its vector might come out another way next time, so that a cursor has to carry it.</summary>
    public bool IsMade => this is Words or Picture or Typical;

    /// <summary>Words to encode.</summary>
    public sealed record Words(string Name, float Weight, string Text) : Example(Name, Weight);

    /// <summary>A picture to encode.</summary>
    public sealed record Picture(string Name, float Weight, ReadOnlyMemory<byte> Bytes) : Example(Name, Weight);

    /// <summary>A stored point.</summary>
    public sealed record Stored(string Name, float Weight, PointId Id) : Example(Name, Weight);

    /// <summary>A stored point, by the key of its image.</summary>
    public sealed record Keyed(string Name, float Weight, string Key) : Example(Name, Weight);

    /// <summary>What is typical of the points that match: the mean of some of them.</summary>
    public sealed record Typical(string Name, float Weight, Filter Of) : Example(Name, Weight);

    /// <summary>A vector that the gateway made itself, of unit length.</summary>
    public sealed record Ready(string Name, float Weight, ReadOnlyMemory<float> Vector) : Example(Name, Weight);
}

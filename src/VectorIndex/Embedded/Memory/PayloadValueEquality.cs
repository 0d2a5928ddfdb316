using System.Diagnostics.CodeAnalysis;
using Cluster.Domain.Payloads;

namespace Cluster.VectorIndex.Embedded.Memory;

/// <summary>Equality of payload values that looks into lists.</summary>
internal sealed class PayloadValueEquality : IEqualityComparer<PayloadValue>
{
    public static PayloadValueEquality Instance { get; } = new();

    public bool Equals(PayloadValue? x, PayloadValue? y) =>
        x is PayloadValue.Many a && y is PayloadValue.Many b ? a.Values.SequenceEqual(b.Values, this) : object.Equals(x, y);

    public int GetHashCode([DisallowNull] PayloadValue obj)
    {
        if (obj is not PayloadValue.Many many)
        {
            return obj.GetHashCode();
        }

        var hash = default(HashCode);
        foreach (var value in many.Values)
        {
            hash.Add(value, this);
        }

        return hash.ToHashCode();
    }
}

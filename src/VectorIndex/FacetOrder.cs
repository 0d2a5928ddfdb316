using Cluster.Domain.Payloads;

namespace Cluster.VectorIndex;

/// <summary>The one order of facets: most frequent first, then texts (ordinal) before integers before truth values, each ascending.</summary>
public sealed class FacetOrder : IComparer<FacetHit>
{
    /// <summary>The order.</summary>
    public static FacetOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(FacetHit? x, FacetHit? y)
    {
        var byCount = y!.Count.CompareTo(x!.Count);
        return byCount != 0 ? byCount : (x.Value, y.Value) switch
        {
            (PayloadValue.Text a, PayloadValue.Text b) => string.CompareOrdinal(a.Value, b.Value),
            (PayloadValue.Integer a, PayloadValue.Integer b) => a.Value.CompareTo(b.Value),
            (PayloadValue.Truth a, PayloadValue.Truth b) => a.Value.CompareTo(b.Value),
            _ => Rank(x.Value).CompareTo(Rank(y.Value)),
        };
    }

    private static int Rank(PayloadValue value) => value switch
    {
        PayloadValue.Text => 0,
        PayloadValue.Integer => 1,
        _ => 2,
    };
}

using Cluster.Domain.Payloads;

namespace Cluster.VectorIndex;

/// <summary>Counts how many points hold each value of a field.</summary>
public sealed class FacetCounts
{
    private readonly Dictionary<PayloadValue, long> _counts = [];

    /// <summary>Counts one point by its value of the field; null where it has none. A point counts once for a value it lists twice.</summary>
    public void Add(PayloadValue? value) => Add(value, points: 1);

    /// <summary>Counts several points that have the same value of the field.</summary>
    public void Add(PayloadValue? value, long points)
    {
        foreach (var element in value is PayloadValue.Many many ? many.Values.Distinct() : value is null ? [] : [value])
        {
            if (element is PayloadValue.Text or PayloadValue.Integer or PayloadValue.Truth)
            {
                _counts[element] = _counts.GetValueOrDefault(element) + points;
            }
        }
    }

    /// <summary>The most frequent values; equally frequent ones by value: texts (ordinal), integers, truth values.</summary>
    public IReadOnlyList<FacetHit> Top(int limit) =>
    [
        .. _counts.Select(static pair => new FacetHit(pair.Key, pair.Value)).Order(FacetOrder.Instance).Take(limit),
    ];
}

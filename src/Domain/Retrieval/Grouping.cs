using Cluster.Domain.Payloads;

namespace Cluster.Domain.Retrieval;

/// <summary>Keeps the best few answers of each group, where a group is all that have the same value of a field, such as the product.</summary>
/// <remarks>An answer without the field, or with several values of it, is taken by its first value, or as a group of its own.</remarks>
public sealed class Grouping(string field, int size)
{
    private readonly Dictionary<PayloadValue, int> _taken = [];

    /// <summary>Whether the answer is among the best of its group; asked in the order of the answers.</summary>
    public bool Takes(ScoredPoint point)
    {
        if (GroupOf(point) is not { } group)
        {
            return true;
        }

        var taken = _taken.GetValueOrDefault(group);
        if (taken >= size)
        {
            return false;
        }

        _taken[group] = taken + 1;
        return true;
    }

    /// <summary>The group of an answer; null when it is one of its own.</summary>
    public PayloadValue? GroupOf(ScoredPoint point) => point.Payload.GetValueOrDefault(field) switch
    {
        null or PayloadValue.Null or PayloadValue.Many { Values.Count: 0 } => null,
        PayloadValue.Many many => many.Values[0],
        var value => value,
    };
}

using Cluster.Domain.Payloads;

namespace Cluster.Grains.Reembedding.Following;

/// <summary>Whether two generations say the same of a point. The space and the job that wrote it are each generation's own.</summary>
public static class PayloadAgreement
{
    /// <summary>What is different: the bytes it was made from, or else the rest.</summary>
    public static PointDifference Compare(IReadOnlyDictionary<string, PayloadValue> live, IReadOnlyDictionary<string, PayloadValue> follower)
    {
        if (!Same(live.GetValueOrDefault(PayloadFields.ContentHash), follower.GetValueOrDefault(PayloadFields.ContentHash)))
        {
            return PointDifference.Content;
        }

        var fields = live.Count(static pair => IsShared(pair.Key));
        return fields == follower.Count(static pair => IsShared(pair.Key))
            && live.All(pair => !IsShared(pair.Key) || (follower.TryGetValue(pair.Key, out var other) && Same(pair.Value, other)))
                ? PointDifference.None
                : PointDifference.Payload;
    }

    /// <summary>Whether the field must be the same in every generation.</summary>
    public static bool IsShared(string field) => field is not (PayloadFields.Space or PayloadFields.Job);

    private static bool Same(PayloadValue? a, PayloadValue? b) => (a, b) switch
    {
        (PayloadValue.Many x, PayloadValue.Many y) => x.Values.Count == y.Values.Count && x.Values.Zip(y.Values).All(static pair => Same(pair.First, pair.Second)),
        // Engines give a whole number back as they please.
        (PayloadValue.Integer x, PayloadValue.Number y) => x.Value == y.Value,
        (PayloadValue.Number x, PayloadValue.Integer y) => x.Value == y.Value,
        _ => Equals(a, b),
    };
}

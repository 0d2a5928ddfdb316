using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.Domain.Retrieval;

/// <summary>What a <see cref="Filter"/> means, point by point. Indexes are faster ways to the same answer.</summary>
public static class FilterMatcher
{
    private const double EarthRadiusMetres = 6_371_008.8;

    /// <summary>Whether the point passes; a null filter passes every point.</summary>
    public static bool Matches(Filter? filter, PointId id, IReadOnlyDictionary<string, PayloadValue> payload) => filter switch
    {
        null => true,
        Filter.All all => all.Conditions.All(condition => Matches(condition, id, payload)),
        Filter.Any any => any.Conditions.Count == 0 || any.Conditions.Any(condition => Matches(condition, id, payload)),
        Filter.Not not => !Matches(not.Condition, id, payload),
        Filter.HasId hasId => hasId.Ids.Contains(id),
        _ => MatchesValue(filter, payload.GetValueOrDefault(FieldOf(filter)!)),
    };

    /// <summary>The payload field that a leaf speaks of; null for a branch and for <see cref="Filter.HasId"/>.</summary>
    public static string? FieldOf(Filter filter) => filter switch
    {
        Filter.Match match => match.Field,
        Filter.Range range => range.Field,
        Filter.Exists exists => exists.Field,
        Filter.Text text => text.Field,
        Filter.GeoRadius geo => geo.Field,
        _ => null,
    };

    /// <summary>Whether a leaf that speaks of a field holds for the field's value; null stands for an absent field.</summary>
    public static bool MatchesValue(Filter leaf, PayloadValue? value) => value switch
    {
        null or PayloadValue.Null => false,
        PayloadValue.Many { Values.Count: 0 } => false,
        _ when leaf is Filter.Exists => true,
        PayloadValue.Many many => many.Values.Any(element => MatchesOne(leaf, element)),
        _ => MatchesOne(leaf, value),
    };

    /// <summary>The lower-case words of a text: runs of letters and digits.</summary>
    public static IEnumerable<string> WordsOf(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inWord = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (inWord && start < 0)
            {
                start = i;
            }
            else if (!inWord && start >= 0)
            {
                yield return text[start..i].ToLowerInvariant();
                start = -1;
            }
        }
    }

    private static bool MatchesOne(Filter leaf, PayloadValue value) => leaf switch
    {
        Filter.Match match => match.AnyOf.Contains(value),
        Filter.Range range => NumberOf(value) is { } number && InRange(range, number),
        Filter.Text text => value is PayloadValue.Text held && HoldsWords(held.Value, text.Words),
        Filter.GeoRadius geo => value is PayloadValue.Geo place && Metres(geo, place) <= geo.RadiusMetres,
        _ => false,
    };

    private static double? NumberOf(PayloadValue value) => value switch
    {
        PayloadValue.Integer integer => integer.Value,
        PayloadValue.Number number => number.Value,
        _ => null,
    };

    private static bool InRange(Filter.Range range, double value) =>
        !(value <= range.GreaterThan) && !(value < range.GreaterOrEqual) && !(value >= range.LessThan) && !(value > range.LessOrEqual);

    private static bool HoldsWords(string text, string words)
    {
        var wanted = WordsOf(words).ToHashSet(StringComparer.Ordinal);
        return wanted.Count > 0 && wanted.IsSubsetOf(WordsOf(text));
    }

    // Haversine on the mean earth radius.
    private static double Metres(Filter.GeoRadius from, PayloadValue.Geo to)
    {
        var (latitude, otherLatitude) = (double.DegreesToRadians(from.Latitude), double.DegreesToRadians(to.Latitude));
        var sinLatitude = Math.Sin((otherLatitude - latitude) / 2);
        var sinLongitude = Math.Sin(double.DegreesToRadians(to.Longitude - from.Longitude) / 2);
        var a = (sinLatitude * sinLatitude) + (Math.Cos(latitude) * Math.Cos(otherLatitude) * sinLongitude * sinLongitude);
        return 2 * EarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}

using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.VectorIndex.Qdrant.Wire;
using DomainFilter = Cluster.Domain.Retrieval.Filter;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>Filters in the server's words.</summary>
internal static class QdrantFilters
{
    public static Filter? Write(DomainFilter? filter) => filter switch
    {
        null => null,
        DomainFilter.All all => new Filter { Must = { all.Conditions.Select(Condition) } },
        DomainFilter.Any any => new Filter { Should = { any.Conditions.Select(Condition) } },
        DomainFilter.Not not => new Filter { MustNot = { Condition(not.Condition) } },
        DomainFilter.Exists exists => new Filter { MustNot = { new Condition { IsEmpty = new IsEmptyCondition { Key = KeyOf(exists.Field) } } } },
        DomainFilter.Match match => Write(match),
        _ => new Filter { Must = { Condition(filter) } },
    };

    /// <summary>A field name as a path of the server: names with dots, brackets or spaces are quoted, or they would be taken for paths.</summary>
    public static string KeyOf(string field)
    {
        if (field.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            return field;
        }

        return field.Contains('"', StringComparison.Ordinal)
            ? throw new FailureException(FailureKind.InvalidRequest, $"Field '{field}' has a quote in its name, which Qdrant cannot address.")
            : $"\"{field}\"";
    }

    private static Condition Condition(DomainFilter filter) => filter switch
    {
        DomainFilter.HasId hasId => HasId(hasId.Ids),
        DomainFilter.Range range => new Condition { Field = new FieldCondition { Key = KeyOf(range.Field), Range = Write(range) } },
        DomainFilter.Text text => new Condition { Field = new FieldCondition { Key = KeyOf(text.Field), Match = new Match { Text = text.Words } } },
        DomainFilter.GeoRadius geo => new Condition
        {
            Field = new FieldCondition
            {
                Key = KeyOf(geo.Field),
                GeoRadius = new GeoRadius { Center = new GeoPoint { Lat = geo.Latitude, Lon = geo.Longitude }, Radius = (float)geo.RadiusMetres },
            },
        },
        _ => new Condition { Filter = Write(filter) },
    };

    private static Condition HasId(IEnumerable<Cluster.Domain.Identity.PointId> ids) =>
        new() { HasId = new HasIdCondition { HasId = { ids.Select(QdrantPoints.Write) } } };

    private static Wire.Range Write(DomainFilter.Range range)
    {
        var bounds = new Wire.Range();
        if (range.GreaterThan is { } gt)
        {
            bounds.Gt = gt;
        }

        if (range.GreaterOrEqual is { } gte)
        {
            bounds.Gte = gte;
        }

        if (range.LessThan is { } lt)
        {
            bounds.Lt = lt;
        }

        if (range.LessOrEqual is { } lte)
        {
            bounds.Lte = lte;
        }

        return bounds;
    }

    // The server compares with values of one kind at a time.
    private static Filter Write(DomainFilter.Match match)
    {
        var key = KeyOf(match.Field);
        var texts = match.AnyOf.OfType<PayloadValue.Text>().Select(static text => text.Value).ToList();
        var integers = match.AnyOf.OfType<PayloadValue.Integer>().Select(static integer => integer.Value).ToList();
        var either = new List<Match>();
        if (texts.Count > 0)
        {
            either.Add(new Match { Keywords = new RepeatedStrings { Strings = { texts } } });
        }

        if (integers.Count > 0)
        {
            either.Add(new Match { Integers = new RepeatedIntegers { Integers = { integers } } });
        }

        either.AddRange(match.AnyOf.OfType<PayloadValue.Truth>().Distinct().Select(static truth => new Match { Boolean = truth.Value }));

        // A list of nothing would be dropped on the wire and pass every point.
        return either.Count == 0
            ? new Filter { Must = { HasId([]) } }
            : new Filter { Should = { either.Select(one => new Condition { Field = new FieldCondition { Key = key, Match = one } }) } };
    }
}

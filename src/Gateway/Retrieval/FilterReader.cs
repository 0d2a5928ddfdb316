using System.Globalization;
using System.Text.Json;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;

namespace Cluster.Gateway.Retrieval;

/// <summary>Reads the filter grammar of requests; a fault names the JSON path of the condition that is wrong.</summary>
internal static class FilterReader
{
    private const int MaxDepth = 32;
    private const int MaxValues = 1_000;

    /// <summary>The filter that <paramref name="request"/> asks for.</summary>
    /// <exception cref="FailureException">InvalidRequest: a condition is not one of the grammar's.</exception>
    public static Filter Read(FilterRequest request, string path = "$.filter", int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw Wrong(path, $"is nested more than {MaxDepth} deep");
        }

        var isGroup = request.Must is not null || request.Should is not null || request.MustNot is not null;
        var isLeaf = request.Field is not null || Comparisons(request) > 0;
        return (isGroup, isLeaf) switch
        {
            (true, false) => ReadGroup(request, path, depth),
            (false, true) => ReadLeaf(request, path),
            (true, true) => throw Wrong(path, "is both a group (must, should, mustNot) and a leaf (field); put the leaf inside the group"),
            _ => throw Wrong(path, "is empty; give must, should or mustNot, or a field with a comparison"),
        };
    }

    private static Filter.All ReadGroup(FilterRequest group, string path, int depth)
    {
        var conditions = Each(group.Must, "must").ToList();
        if (group.Should is not null)
        {
            conditions.Add(new Filter.Any([.. Each(group.Should, "should")]));
        }

        conditions.AddRange(Each(group.MustNot, "mustNot").Select(static condition => new Filter.Not(condition)));
        return new Filter.All(conditions);

        IEnumerable<Filter> Each(IReadOnlyList<FilterRequest>? members, string name) => (members ?? []).Select((member, i) =>
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{path}.{name}[{i}]");
            return member is null ? throw Wrong(place, "is null") : Read(member, place, depth + 1);
        });
    }

    private static Filter ReadLeaf(FilterRequest leaf, string path)
    {
        if (string.IsNullOrEmpty(leaf.Field))
        {
            throw Wrong(path, "has a comparison but no field");
        }

        if (Comparisons(leaf) != 1)
        {
            throw Wrong(path, $"compares field '{leaf.Field}' {Comparisons(leaf)} times; give exactly one of equals, anyOf, range, exists, text, geo");
        }

        return leaf switch
        {
            { EqualTo: { } value } => new Filter.Match(leaf.Field, [ReadValue(value, $"{path}.equals")]),
            { AnyOf: { } values } => new Filter.Match(leaf.Field, ReadValues(values, $"{path}.anyOf")),
            { Range: { } range } => ReadRange(leaf.Field, range, $"{path}.range"),
            { Exists: true } => new Filter.Exists(leaf.Field),
            { Exists: false } => new Filter.Not(new Filter.Exists(leaf.Field)),
            { Text: { } words } => string.IsNullOrWhiteSpace(words) ? throw Wrong($"{path}.text", "holds no word") : new Filter.Text(leaf.Field, words),
            { Geo: { } geo } => ReadCircle(leaf.Field, geo, $"{path}.geo"),
            _ => throw Wrong(path, "is not a condition"),
        };
    }

    private static int Comparisons(FilterRequest leaf) =>
        new object?[] { leaf.EqualTo, leaf.AnyOf, leaf.Range, leaf.Exists, leaf.Text, leaf.Geo }.Count(static part => part is not null);

    private static IReadOnlyList<PayloadValue> ReadValues(IReadOnlyList<JsonElement> values, string path) => values.Count is > 0 and <= MaxValues
        ? [.. values.Select((value, i) => ReadValue(value, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))]
        : throw Wrong(path, $"holds {values.Count} values; give 1 to {MaxValues}");

    private static PayloadValue ReadValue(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt64(out var integer) => integer,
        JsonValueKind.Number => throw Wrong(path, "is not a whole number; compare other numbers with range"),
        _ => throw Wrong(path, "is not a text, a whole number or a truth value"),
    };

    private static Filter.Range ReadRange(string field, RangeRequest range, string path)
    {
        double?[] bounds = [range.Gt, range.Gte, range.Lt, range.Lte];
        if (bounds.All(static bound => bound is null))
        {
            throw Wrong(path, "has no bound; give one or two of gt, gte, lt, lte");
        }

        return bounds.All(static bound => bound is null || double.IsFinite(bound.Value))
            ? new Filter.Range(field, range.Gt, range.Gte, range.Lt, range.Lte)
            : throw Wrong(path, "has a bound that is not a finite number");
    }

    private static Filter.GeoRadius ReadCircle(string field, GeoRequest geo, string path) =>
        Math.Abs(geo.Lat) <= 90 && Math.Abs(geo.Lon) <= 180 && geo.RadiusMetres > 0 && double.IsFinite(geo.RadiusMetres)
            ? new Filter.GeoRadius(field, geo.Lat, geo.Lon, geo.RadiusMetres)
            : throw Wrong(path, "is no circle: lat within -90 to 90, lon within -180 to 180, radiusMetres above 0");

    private static FailureException Wrong(string path, string what) => new(FailureKind.InvalidRequest, $"{path} {what}.");
}

using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.Domain.Retrieval;

/// <summary>A condition on points, as a closed tree. Every leaf speaks of one payload field; a list value matches when one of its elements does.</summary>
[GenerateSerializer, Immutable, Alias("cluster.filter")]
public abstract record Filter
{
    private protected Filter()
    {
    }

    /// <summary>All of <paramref name="Conditions"/> hold; true when empty.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.filter.all")]
    public sealed record All([property: Id(0)] IReadOnlyList<Filter> Conditions) : Filter;

    /// <summary>At least one of <paramref name="Conditions"/> holds; true when empty, as in Qdrant's <c>should</c>.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.filter.any")]
    public sealed record Any([property: Id(0)] IReadOnlyList<Filter> Conditions) : Filter;

    /// <summary>The condition does not hold.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.filter.not")]
    public sealed record Not([property: Id(0)] Filter Condition) : Filter;

    /// <summary>The field equals one of the values (text, integer or truth value).</summary>
    [GenerateSerializer, Immutable, Alias("cluster.filter.match")]
    public sealed record Match([property: Id(0)] string Field, [property: Id(1)] IReadOnlyList<PayloadValue> AnyOf) : Filter;

    /// <summary>The field is a number within the bounds; an absent bound is open.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.filter.range")]
    public sealed record Range(
        [property: Id(0)] string Field,
        [property: Id(1)] double? GreaterThan = null,
        [property: Id(2)] double? GreaterOrEqual = null,
        [property: Id(3)] double? LessThan = null,
        [property: Id(4)] double? LessOrEqual = null) : Filter;

    /// <summary>The field is there and neither null nor an empty list.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.filter.exists")]
    public sealed record Exists([property: Id(0)] string Field) : Filter;

    /// <summary>The point is one of these.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.filter.has-id")]
    public sealed record HasId([property: Id(0)] IReadOnlyList<PointId> Ids) : Filter;

    /// <summary>The text field holds every word of <paramref name="Words"/>, whatever the case.</summary>
    [GenerateSerializer, Immutable, Alias("cluster.filter.text")]
    public sealed record Text([property: Id(0)] string Field, [property: Id(1)] string Words) : Filter;

    /// <summary>The geo field lies within <paramref name="RadiusMetres"/> of the centre (great circle).</summary>
    [GenerateSerializer, Immutable, Alias("cluster.filter.geo-radius")]
    public sealed record GeoRadius(
        [property: Id(0)] string Field, [property: Id(1)] double Latitude, [property: Id(2)] double Longitude, [property: Id(3)] double RadiusMetres)
        : Filter;
}

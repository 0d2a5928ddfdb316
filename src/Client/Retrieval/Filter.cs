using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Cluster.Client.Retrieval;

/// <summary>A condition on payload fields: a group of conditions, or a field with one comparison. Made by the methods here.</summary>
public sealed record Filter
{
    /// <summary>All of these hold.</summary>
    public IReadOnlyList<Filter>? Must { get; init; }

    /// <summary>At least one of these holds.</summary>
    public IReadOnlyList<Filter>? Should { get; init; }

    /// <summary>None of these holds.</summary>
    public IReadOnlyList<Filter>? MustNot { get; init; }

    /// <summary>The field of a leaf.</summary>
    public string? Field { get; init; }

    /// <summary>The value that the field equals.</summary>
    [JsonPropertyName("equals")]
    public JsonNode? EqualTo { get; init; }

    /// <summary>The values of which the field is one.</summary>
    public JsonArray? AnyOf { get; init; }

    /// <summary>The bounds that the field lies within.</summary>
    public Bounds? Range { get; init; }

    /// <summary>Whether the field is there.</summary>
    public bool? Exists { get; init; }

    /// <summary>The words that the field holds.</summary>
    public string? Text { get; init; }

    /// <summary>The circle that the place in the field lies within.</summary>
    public Circle? Geo { get; init; }

    /// <summary>The field is this text.</summary>
    public static Filter Is(string field, string value) => new() { Field = field, EqualTo = value };

    /// <summary>The field is this integer.</summary>
    public static Filter Is(string field, long value) => new() { Field = field, EqualTo = value };

    /// <summary>The field is this truth value.</summary>
    public static Filter Is(string field, bool value) => new() { Field = field, EqualTo = value };

    /// <summary>The field is one of these texts.</summary>
    public static Filter IsAnyOf(string field, params IEnumerable<string> values) =>
        new() { Field = field, AnyOf = [.. values.Select(static value => (JsonNode)value)] };

    /// <summary>The field is a number within the bounds given, themselves included.</summary>
    public static Filter Within(string field, double? least = null, double? most = null) => new() { Field = field, Range = new Bounds(Gte: least, Lte: most) };

    /// <summary>Reads a filter in the gateway's JSON grammar.</summary>
    /// <exception cref="FormatException">The text is not JSON of that shape.</exception>
    public static Filter Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, GatewayJson.Default.Filter) ?? throw new FormatException("The filter is null.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The filter is not what the gateway takes: {exception.Path ?? "$"} is wrong or not JSON.", exception);
        }
    }
}

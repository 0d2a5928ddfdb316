using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cluster.Gateway.Retrieval;

/// <summary>
/// A condition on payload fields. Either a group (<c>must</c>, <c>should</c>, <c>mustNot</c>) of further conditions, or a leaf: a <c>field</c> with
/// exactly one of <c>equals</c>, <c>anyOf</c>, <c>range</c>, <c>exists</c>, <c>text</c>, <c>geo</c>.
/// </summary>
public sealed record FilterRequest
{
    /// <summary>Group: all of these hold.</summary>
    public IReadOnlyList<FilterRequest>? Must { get; init; }

    /// <summary>Group: at least one of these holds.</summary>
    public IReadOnlyList<FilterRequest>? Should { get; init; }

    /// <summary>Group: none of these holds.</summary>
    public IReadOnlyList<FilterRequest>? MustNot { get; init; }

    /// <summary>Leaf: the payload field that it speaks of.</summary>
    public string? Field { get; init; }

    /// <summary>Leaf: the field is this text, integer or truth value.</summary>
    [JsonPropertyName("equals")]
    public JsonElement? EqualTo { get; init; }

    /// <summary>Leaf: the field is one of these texts, integers or truth values.</summary>
    public IReadOnlyList<JsonElement>? AnyOf { get; init; }

    /// <summary>Leaf: the field is a number within bounds.</summary>
    public RangeRequest? Range { get; init; }

    /// <summary>Leaf: the field is there with a value (true), or is not (false).</summary>
    public bool? Exists { get; init; }

    /// <summary>Leaf: the text field holds all of these words, whatever the case.</summary>
    public string? Text { get; init; }

    /// <summary>Leaf: the place in the field lies within a circle.</summary>
    public GeoRequest? Geo { get; init; }
}

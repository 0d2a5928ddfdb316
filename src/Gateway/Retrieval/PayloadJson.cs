using System.Text.Json.Nodes;
using Cluster.Domain.Payloads;

namespace Cluster.Gateway.Retrieval;

/// <summary>Payloads as JSON: a place becomes <c>{"lat":…,"lon":…}</c>, all else what it looks like.</summary>
internal static class PayloadJson
{
    public static JsonObject Write(IEnumerable<KeyValuePair<string, PayloadValue>> payload)
    {
        var json = new JsonObject();
        foreach (var (field, value) in payload)
        {
            json[field] = Write(value);
        }

        return json;
    }

    /// <summary>One value.</summary>
    public static JsonNode? Write(PayloadValue value) => value switch
    {
        PayloadValue.Text text => JsonValue.Create(text.Value),
        PayloadValue.Integer integer => JsonValue.Create(integer.Value),
        PayloadValue.Number number => JsonValue.Create(number.Value),
        PayloadValue.Truth truth => JsonValue.Create(truth.Value),
        PayloadValue.Many many => new JsonArray([.. many.Values.Select(Write)]),
        PayloadValue.Geo geo => new JsonObject { ["lat"] = geo.Latitude, ["lon"] = geo.Longitude },
        PayloadValue.Null => null,
        _ => throw new NotSupportedException($"No JSON for {value.GetType().Name}."),
    };
}

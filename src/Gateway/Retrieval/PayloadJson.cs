using Cluster.Domain.Payloads;

namespace Cluster.Gateway.Retrieval;

/// <summary>Payloads as JSON values. The fields of the system stay inside.</summary>
internal static class PayloadJson
{
    public static Dictionary<string, object?> Show(IReadOnlyDictionary<string, PayloadValue> payload) => payload
        .Where(static field => !field.Key.StartsWith('_'))
        .ToDictionary(static field => field.Key, static field => Show(field.Value));

    public static string Text(IReadOnlyDictionary<string, PayloadValue> payload, string field) =>
        payload.TryGetValue(field, out var value) && value is PayloadValue.Text text ? text.Value : "";

    private static object? Show(PayloadValue value) => value switch
    {
        PayloadValue.Text text => text.Value,
        PayloadValue.Integer integer => integer.Value,
        PayloadValue.Number number => number.Value,
        PayloadValue.Truth truth => truth.Value,
        PayloadValue.Many many => many.Values.Select(Show).ToArray(),
        PayloadValue.Geo geo => new { lat = geo.Latitude, lon = geo.Longitude },
        _ => null,
    };
}

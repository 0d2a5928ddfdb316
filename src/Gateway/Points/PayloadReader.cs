using System.Globalization;
using System.Text.Json;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;

namespace Cluster.Gateway.Points;

/// <summary>Reads the fields that callers put on a point: texts, numbers, truth values, nulls, lists of these, and places as <c>{"lat":…,"lon":…}</c>.</summary>
internal static class PayloadReader
{
    private const int MaxFields = 200;
    private const int MaxValues = 1_000;

    /// <summary>The fields of a JSON object.</summary>
    /// <exception cref="FailureException">InvalidRequest, with the path of the value that is wrong.</exception>
    public static Dictionary<string, PayloadValue> Read(JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("$.payload", "is not an object of fields");
        }

        var fields = new Dictionary<string, PayloadValue>(StringComparer.Ordinal);
        foreach (var field in payload.EnumerateObject())
        {
            var path = $"$.payload.{Failures.Problems.Shorten(field.Name)}";
            if (field.Name.Length == 0 || field.Name.StartsWith('_'))
            {
                throw Wrong(path, "is not a name for a field: names are not empty and do not start with an underscore");
            }

            fields[field.Name] = ReadValue(field.Value, path, depth: 0);
        }

        return fields.Count <= MaxFields ? fields : throw Wrong("$.payload", $"holds {fields.Count} fields; at most {MaxFields} are taken");
    }

    private static PayloadValue ReadValue(JsonElement value, string path, int depth) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => new PayloadValue.Null(),
        JsonValueKind.Number when value.TryGetInt64(out var integer) => integer,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.Array when depth == 0 && value.GetArrayLength() <= MaxValues => new PayloadValue.Many(
            [.. value.EnumerateArray().Select((element, i) => ReadValue(element, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), depth + 1))]),
        JsonValueKind.Object => ReadPlace(value, path),
        _ => throw Wrong(path, $"is not a text, number, truth value, place, or a list of at most {MaxValues} of these"),
    };

    private static PayloadValue.Geo ReadPlace(JsonElement value, string path) =>
        value.EnumerateObject().Count() == 2
        && value.TryGetProperty("lat", out var lat) && lat.ValueKind == JsonValueKind.Number && Math.Abs(lat.GetDouble()) <= 90
        && value.TryGetProperty("lon", out var lon) && lon.ValueKind == JsonValueKind.Number && Math.Abs(lon.GetDouble()) <= 180
            ? new PayloadValue.Geo(lat.GetDouble(), lon.GetDouble())
            : throw Wrong(path, "is an object but no place {\"lat\":…,\"lon\":…}");

    private static FailureException Wrong(string path, string what) => new(FailureKind.InvalidRequest, $"{path} {what}.");
}

using System.Text.Json;
using Cluster.Domain.Payloads;

namespace Cluster.Corpora;

/// <summary>Turns a JSON object into payload fields: nested objects by dotted names, lists of plain values as many, nulls left out.</summary>
internal static class JsonMetadata
{
    private static readonly JsonDocumentOptions Lenient = new() { MaxDepth = 16, AllowTrailingCommas = true };

    /// <summary>Adds the fields of the object. What is no JSON object says nothing: a picture is not lost for its description.</summary>
    public static void Read(ReadOnlyMemory<byte> json, Dictionary<string, PayloadValue> fields)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                Add(document.RootElement, "", fields);
            }
        }
        catch (JsonException)
        {
            // Left out.
        }
    }

    /// <summary>Whether a caller's field may have this name: system fields start with an underscore.</summary>
    public static bool MayName(string name) => name.Length is > 0 and <= 200 && name[0] != '_';

    private static void Add(JsonElement element, string prefix, Dictionary<string, PayloadValue> fields)
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = prefix + property.Name;
            if (!MayName(name))
            {
                continue;
            }

            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                Add(property.Value, name + ".", fields);
            }
            else if (ValueOf(property.Value) is { } value)
            {
                fields[name] = value;
            }
        }
    }

    private static PayloadValue? ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when element.TryGetInt64(out var integer) => integer,
        JsonValueKind.Number when element.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.Array => Many(element),
        _ => null,
    };

    private static PayloadValue.Many? Many(JsonElement array)
    {
        var values = array.EnumerateArray().Where(static e => e.ValueKind is not JsonValueKind.Array).Select(ValueOf).OfType<PayloadValue>().ToList();
        return values.Count > 0 ? new PayloadValue.Many(values) : null;
    }
}

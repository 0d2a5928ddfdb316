using Cluster.Domain.Payloads;
using Cluster.VectorIndex.Qdrant.Wire;
using Google.Protobuf.Collections;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>Payloads to and from the wire. A place is the object {lat, lon} that the server's geo index knows.</summary>
internal static class QdrantPayloads
{
    public static void Write(IReadOnlyDictionary<string, PayloadValue> payload, MapField<string, Value> fields)
    {
        foreach (var (field, value) in payload)
        {
            fields.Add(field, Write(value));
        }
    }

    public static IReadOnlyDictionary<string, PayloadValue> Read(MapField<string, Value> fields)
    {
        var payload = new Dictionary<string, PayloadValue>(fields.Count, StringComparer.Ordinal);
        foreach (var (field, value) in fields)
        {
            payload[field] = Read(value);
        }

        return payload;
    }

    private static Value Write(PayloadValue value) => value switch
    {
        PayloadValue.Text text => new Value { StringValue = text.Value },
        PayloadValue.Integer integer => new Value { IntegerValue = integer.Value },
        PayloadValue.Number number => new Value { DoubleValue = number.Value },
        PayloadValue.Truth truth => new Value { BoolValue = truth.Value },
        PayloadValue.Many many => new Value { ListValue = new ListValue { Values = { many.Values.Select(Write) } } },
        PayloadValue.Geo geo => new Value
        {
            StructValue = new Struct { Fields = { ["lat"] = new Value { DoubleValue = geo.Latitude }, ["lon"] = new Value { DoubleValue = geo.Longitude } } },
        },
        _ => new Value { NullValue = NullValue.NullValue },
    };

    private static PayloadValue Read(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => new PayloadValue.Text(value.StringValue),
        Value.KindOneofCase.IntegerValue => new PayloadValue.Integer(value.IntegerValue),
        Value.KindOneofCase.DoubleValue => new PayloadValue.Number(value.DoubleValue),
        Value.KindOneofCase.BoolValue => new PayloadValue.Truth(value.BoolValue),
        Value.KindOneofCase.ListValue => new PayloadValue.Many([.. value.ListValue.Values.Select(Read)]),
        Value.KindOneofCase.StructValue when Degrees(value.StructValue, "lat") is { } latitude && Degrees(value.StructValue, "lon") is { } longitude =>
            new PayloadValue.Geo(latitude, longitude),

        // Objects of other writers have no word here.
        _ => new PayloadValue.Null(),
    };

    // A server may give a whole number of degrees back as an integer.
    private static double? Degrees(Struct place, string axis) => !place.Fields.TryGetValue(axis, out var value) ? null : value.KindCase switch
    {
        Value.KindOneofCase.DoubleValue => value.DoubleValue,
        Value.KindOneofCase.IntegerValue => value.IntegerValue,
        _ => null,
    };
}

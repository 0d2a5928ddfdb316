using System.Runtime.InteropServices;
using Cluster.Domain.Payloads;
using Cluster.VectorIndex.Qdrant.Wire;
using Google.Protobuf;
using Grpc.Core;
using DomainFilter = Cluster.Domain.Retrieval.Filter;
using DomainPointId = Cluster.Domain.Identity.PointId;

namespace Cluster.FakeQdrant;

/// <summary>The server's side of the wire: messages to and from what it keeps.</summary>
internal static class WireFormat
{
    public static RpcException Invalid(string detail) => new(new Status(StatusCode.InvalidArgument, detail));

    public static RpcException MissingPoint(DomainPointId id) => new(new Status(StatusCode.NotFound, $"No point with id {id} found"));

    public static FakeCollection Find(FakeServerState state, string name) => state.Collections.TryGetValue(state.Aliases.GetValueOrDefault(name, name), out var found)
        ? found
        : throw new RpcException(new Status(StatusCode.NotFound, $"Collection `{name}` doesn't exist!"));

    public static DomainPointId Id(PointId id) =>
        DomainPointId.TryParse(id.Uuid, out var parsed) ? parsed : throw Invalid($"Unable to parse UUID: {id.Uuid}");

    public static PointId Id(DomainPointId id) => new() { Uuid = id.ToString() };

    public static float[] Floats(ByteString bytes) => MemoryMarshal.Cast<byte, float>(bytes.Span).ToArray();

    public static ByteString Bytes(float[] floats) => ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(floats));

    public static Dictionary<string, PayloadValue> Payload(IEnumerable<KeyValuePair<string, Value>> fields) =>
        fields.ToDictionary(static pair => pair.Key, static pair => Payload(pair.Value), StringComparer.Ordinal);

    public static Value Payload(PayloadValue value) => value switch
    {
        PayloadValue.Text text => new Value { StringValue = text.Value },
        PayloadValue.Integer integer => new Value { IntegerValue = integer.Value },
        PayloadValue.Number number => new Value { DoubleValue = number.Value },
        PayloadValue.Truth truth => new Value { BoolValue = truth.Value },
        PayloadValue.Many many => new Value { ListValue = new ListValue { Values = { many.Values.Select(Payload) } } },
        PayloadValue.Geo geo => new Value { StructValue = new Struct { Fields = { ["lon"] = Payload(geo.Longitude), ["lat"] = Payload(geo.Latitude) } } },
        _ => new Value { NullValue = NullValue.NullValue },
    };

    public static DomainFilter? Filter(Filter? filter)
    {
        if (filter is null)
        {
            return null;
        }

        var all = new List<DomainFilter>();
        all.AddRange(filter.Must.Select(Condition));
        all.AddRange(filter.MustNot.Select(static condition => new DomainFilter.Not(Condition(condition))));
        if (filter.Should.Count > 0)
        {
            all.Add(new DomainFilter.Any([.. filter.Should.Select(Condition)]));
        }

        return new DomainFilter.All(all);
    }

    /// <summary>A path of one step, quoted or not.</summary>
    public static string Key(string key) => key.StartsWith('"') ? key.Trim('"') : key.Contains('.', StringComparison.Ordinal) ? throw Invalid("nested paths are not kept here") : key;

    private static PayloadValue Payload(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.IntegerValue => value.IntegerValue,
        Value.KindOneofCase.DoubleValue => value.DoubleValue,
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.ListValue => new PayloadValue.Many([.. value.ListValue.Values.Select(Payload)]),
        Value.KindOneofCase.StructValue => new PayloadValue.Geo(value.StructValue.Fields["lat"].DoubleValue, value.StructValue.Fields["lon"].DoubleValue),
        _ => new PayloadValue.Null(),
    };

    private static DomainFilter Condition(Condition condition) => condition.ConditionOneOfCase switch
    {
        Cluster.VectorIndex.Qdrant.Wire.Condition.ConditionOneOfOneofCase.Filter => Filter(condition.Filter)!,
        Cluster.VectorIndex.Qdrant.Wire.Condition.ConditionOneOfOneofCase.HasId => new DomainFilter.HasId([.. condition.HasId.HasId.Select(Id)]),
        Cluster.VectorIndex.Qdrant.Wire.Condition.ConditionOneOfOneofCase.IsEmpty => new DomainFilter.Not(new DomainFilter.Exists(Key(condition.IsEmpty.Key))),
        Cluster.VectorIndex.Qdrant.Wire.Condition.ConditionOneOfOneofCase.Field => Field(condition.Field),
        _ => throw Invalid("malformed condition"),
    };

    private static DomainFilter Field(FieldCondition field)
    {
        var key = Key(field.Key);
        if (field.Range is { } range)
        {
            return new DomainFilter.Range(
                key, range.HasGt ? range.Gt : null, range.HasGte ? range.Gte : null, range.HasLt ? range.Lt : null, range.HasLte ? range.Lte : null);
        }

        if (field.GeoRadius is { } geo)
        {
            return new DomainFilter.GeoRadius(key, geo.Center.Lat, geo.Center.Lon, geo.Radius);
        }

        return field.Match.MatchValueCase switch
        {
            Match.MatchValueOneofCase.Text => new DomainFilter.Text(key, field.Match.Text),
            Match.MatchValueOneofCase.Boolean => new DomainFilter.Match(key, [field.Match.Boolean]),
            Match.MatchValueOneofCase.Keywords => new DomainFilter.Match(key, [.. field.Match.Keywords.Strings.Select(static s => (PayloadValue)s)]),
            Match.MatchValueOneofCase.Integers => new DomainFilter.Match(key, [.. field.Match.Integers.Integers.Select(static i => (PayloadValue)i)]),
            _ => throw Invalid("malformed match"),
        };
    }
}

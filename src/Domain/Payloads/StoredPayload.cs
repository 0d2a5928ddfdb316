using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cluster.Domain.Outcomes;

namespace Cluster.Domain.Payloads;

/// <summary>Payloads as the JSON that is stored: a number always shows a point or an exponent, a place is {"lat", "lon"}. Reading gives what was written.</summary>
public static class StoredPayload
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly IReadOnlyDictionary<string, PayloadValue> Empty = new Dictionary<string, PayloadValue>();

    /// <summary>The payload in UTF-8.</summary>
    /// <exception cref="FailureException">InvalidRequest: a text is not valid Unicode.</exception>
    public static byte[] Write(IReadOnlyDictionary<string, PayloadValue> payload)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer, Options);
        try
        {
            writer.WriteStartObject();
            foreach (var (field, value) in payload)
            {
                writer.WritePropertyName(field);
                WriteValue(writer, value);
            }

            writer.WriteEndObject();
            writer.Flush();
        }
        catch (ArgumentException e)
        {
            throw new FailureException(FailureKind.InvalidRequest, "A payload text is not valid Unicode.", e);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The fields asked for; null for all.</summary>
    public static IReadOnlyDictionary<string, PayloadValue> Read(ReadOnlySpan<byte> json, IReadOnlyList<string>? fields)
    {
        if (fields is { Count: 0 })
        {
            return Empty;
        }

        var payload = new Dictionary<string, PayloadValue>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Wanted(ref reader, fields);
            reader.Read();
            if (field is null)
            {
                reader.Skip();
            }
            else
            {
                payload[field] = ReadValue(ref reader);
            }
        }

        return payload;
    }

    /// <summary>One field, null when it is absent.</summary>
    public static PayloadValue? ReadField(ReadOnlySpan<byte> json, ReadOnlySpan<byte> utf8Field)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(utf8Field);
            reader.Read();
            if (found)
            {
                return ReadValue(ref reader);
            }

            reader.Skip();
        }

        return null;
    }

    private static string? Wanted(ref Utf8JsonReader reader, IReadOnlyList<string>? fields)
    {
        if (fields is null)
        {
            return reader.GetString();
        }

        foreach (var field in fields)
        {
            if (reader.ValueTextEquals(field))
            {
                return field;
            }
        }

        return null;
    }

    private static void WriteValue(Utf8JsonWriter writer, PayloadValue value)
    {
        switch (value)
        {
            case PayloadValue.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case PayloadValue.Integer integer:
                writer.WriteNumberValue(integer.Value);
                break;
            case PayloadValue.Number number:
                var digits = number.Value.ToString("R", CultureInfo.InvariantCulture);
                writer.WriteRawValue(digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits, skipInputValidation: true);
                break;
            case PayloadValue.Truth truth:
                writer.WriteBooleanValue(truth.Value);
                break;
            case PayloadValue.Geo geo:
                writer.WriteStartObject();
                writer.WriteNumber("lat", geo.Latitude);
                writer.WriteNumber("lon", geo.Longitude);
                writer.WriteEndObject();
                break;
            case PayloadValue.Many many:
                writer.WriteStartArray();
                foreach (var element in many.Values)
                {
                    WriteValue(writer, element);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static PayloadValue ReadValue(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return new PayloadValue.Text(reader.GetString()!);
            case JsonTokenType.True or JsonTokenType.False:
                return new PayloadValue.Truth(reader.GetBoolean());
            case JsonTokenType.Number:
                return reader.ValueSpan.IndexOfAny((byte)'.', (byte)'E', (byte)'e') < 0 && reader.TryGetInt64(out var integer)
                    ? new PayloadValue.Integer(integer)
                    : new PayloadValue.Number(reader.GetDouble());
            case JsonTokenType.StartArray:
                var values = new List<PayloadValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    values.Add(ReadValue(ref reader));
                }

                return new PayloadValue.Many(values);
            case JsonTokenType.StartObject:
                return ReadGeo(ref reader);
            default:
                return new PayloadValue.Null();
        }
    }

    private static PayloadValue.Geo ReadGeo(ref Utf8JsonReader reader)
    {
        double latitude = 0, longitude = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isLatitude = reader.ValueTextEquals("lat"u8);
            reader.Read();
            (latitude, longitude) = isLatitude ? (reader.GetDouble(), longitude) : (latitude, reader.GetDouble());
        }

        return new PayloadValue.Geo(latitude, longitude);
    }
}

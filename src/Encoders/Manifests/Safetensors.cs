using System.Buffers.Binary;
using System.Text.Json;

namespace Cluster.Encoders.Manifests;

/// <summary>Reads single numbers out of a safetensors file (8 bytes header length, JSON header, data) without reading the weights.</summary>
internal static class Safetensors
{
    private const long LargestHeader = 100_000_000;

    /// <summary>The only value of a tensor; null when the file, the tensor or a known number type is not there.</summary>
    public static float? Scalar(string path, params ReadOnlySpan<string> names)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = File.OpenRead(path);
        Span<byte> bytes = stackalloc byte[8];
        if (file.ReadAtLeast(bytes, 8, throwOnEndOfStream: false) < 8)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (length is <= 0 or > LargestHeader || length > file.Length - 8)
        {
            return null;
        }

        var header = new byte[length];
        file.ReadExactly(header);
        try
        {
            using var json = JsonDocument.Parse(header);
            foreach (var name in names)
            {
                if (json.RootElement.TryGetProperty(name, out var tensor) && Value(file, 8 + length, tensor) is { } value)
                {
                    return value;
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // A damaged file of weights that nothing here needs is no reason to refuse the model.
        }

        return null;
    }

    private static float? Value(FileStream file, long dataStart, JsonElement tensor)
    {
        var offsets = tensor.GetProperty("data_offsets");
        var (from, to) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        var size = to - from;
        if (from < 0 || size is not (2 or 4 or 8) || dataStart + to > file.Length)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[8];
        file.Position = dataStart + from;
        file.ReadExactly(bytes[..(int)size]);
        return tensor.GetProperty("dtype").GetString() switch
        {
            "F64" when size == 8 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            "F32" when size == 4 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            "F16" when size == 2 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            "BF16" when size == 2 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
            _ => null,
        };
    }
}

using System.Buffers;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>Floats as the bytes they are on the wire, without a copy.</summary>
internal sealed class FloatBytes : MemoryManager<byte>
{
    private readonly ReadOnlyMemory<float> _floats;

    private FloatBytes(ReadOnlyMemory<float> floats) => _floats = floats;

    /// <summary>The floats as protobuf bytes; they must stay as they are until the message is sent.</summary>
    public static ByteString Wrap(ReadOnlyMemory<float> floats)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Vectors travel little-endian.");
        }

        return UnsafeByteOperations.UnsafeWrap(new FloatBytes(floats).Memory);
    }

    /// <summary>The floats that protobuf bytes hold.</summary>
    public static float[] Read(ByteString bytes) => MemoryMarshal.Cast<byte, float>(bytes.Span).ToArray();

    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(MemoryMarshal.AsMemory(_floats).Span);

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("Protobuf copies from the span.");

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}

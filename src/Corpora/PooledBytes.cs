using System.Buffers;

namespace Cluster.Corpora;

/// <summary>Memory for one image, rented and given back. Its contents are whatever the last user left.</summary>
internal sealed class PooledBytes : IDisposable
{
    private byte[]? _array;

    /// <summary>Rents <paramref name="length"/> bytes.</summary>
    public PooledBytes(int length)
    {
        _array = ArrayPool<byte>.Shared.Rent(length);
        Memory = _array.AsMemory(0, length);
    }

    /// <summary>The rented bytes.</summary>
    public Memory<byte> Memory { get; private set; }

    /// <inheritdoc />
    public void Dispose()
    {
        // Given back once only: a second return would hand the same array to two readers.
        if (Interlocked.Exchange(ref _array, null) is { } array)
        {
            Memory = default;
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}

using System.Buffers;
using System.Runtime.CompilerServices;

namespace Cluster.Artifacts.Rolls;

/// <summary>A roll as an artifact.</summary>
internal static class RollFile
{
    private const int WriteSize = 1 << 16;

    public static async Task<long> WriteAsync(Stream stream, IAsyncEnumerable<RollEntry> entries, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(WriteSize + 1024);
        long count = 0;
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            RollCodec.Write(buffer, entry);
            count++;
            if (buffer.WrittenCount >= WriteSize)
            {
                await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
                buffer.ResetWrittenCount();
            }
        }

        await stream.WriteAsync(buffer.WrittenMemory, cancellationToken);
        return count;
    }

    public static async IAsyncEnumerable<RollEntry> ReadAsync(
        IArtifactStore store, ArtifactName name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await store.OpenReadAsync(name, cancellationToken)
            ?? throw new InvalidDataException($"The roll '{name}' is not there; restore the artifact.");
        await foreach (var entry in RollCodec.ReadAsync(stream, cancellationToken))
        {
            yield return entry;
        }
    }
}

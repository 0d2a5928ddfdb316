using System.Buffers;
using Cluster.Pipeline.Telemetry;

namespace Cluster.Pipeline.Decoding;

/// <summary>An image ready for the encoder. The pixels lie in pooled memory; whoever takes the tile gives them back.</summary>
internal sealed record DecodedTile(PendingImage Pending, byte[] Pixels, int Width, int Height, string ETag, string ContentHash, StageTimes Times)
{
    public void Return() => ArrayPool<byte>.Shared.Return(Pixels);
}

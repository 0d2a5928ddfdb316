using System.Buffers;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;

namespace Cluster.Grains.Encoders;

/// <summary>Decodes and encodes uploaded pictures on the query lane; decoding on the thread pool.</summary>
public sealed class QueryPictures(IImagePreprocessor preprocessor)
{
    /// <exception cref="FailureException">BadImage with the reason; Overloaded; Unavailable.</exception>
    public async Task EncodeAsync(IEncoderShard shard, ReadOnlyMemory<byte> image, Memory<float> embedding, CancellationToken cancellationToken)
    {
        var spec = shard.Manifest.Preprocessing;
        var bytes = preprocessor.TileBytes(spec);
        var tile = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            var result = await Task.Run(() => preprocessor.Preprocess(image, spec, tile.AsSpan(0, bytes), cancellationToken), cancellationToken);
            if (result.Failure is { } failure)
            {
                throw new FailureException(FailureKind.BadImage, $"The picture cannot be used ({failure.Kind.ToCode()}): {failure.Detail}");
            }

            await shard.EncodeImagesAsync(tile.AsMemory(0, bytes), 1, embedding, Lane.Query, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tile);
        }
    }
}

using System.Buffers;
using System.Security.Cryptography;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;

namespace Cluster.Grains.Encoders;

/// <summary>Embeds single images on a shard of this silo; decoding on the thread pool.</summary>
public sealed class ImageEmbedder(EncoderShards shards, IImagePreprocessor preprocessor)
{
    /// <summary>The embedding of an image by an encoder whose files must still be those of <paramref name="space"/>; the image's own failure when it has none.</summary>
    /// <exception cref="FailureException">EncoderNotFound, ModelIncomplete, SpaceMismatch, Overloaded or Unavailable.</exception>
    public async Task<Outcome<EmbeddedImage>> EmbedAsync(
        EncoderId encoder, EmbeddingSpaceId space, ReadOnlyMemory<byte> image, Lane lane, CancellationToken cancellationToken)
    {
        var shard = await shards.GetAsync(encoder, cancellationToken);
        if (shard.Manifest.Space != space)
        {
            throw new FailureException(FailureKind.SpaceMismatch, $"The files of encoder '{encoder}' have changed since its collection was made.");
        }

        var spec = shard.Manifest.Preprocessing;
        var bytes = preprocessor.TileBytes(spec);
        var tile = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            var (result, hash) = await Task.Run(
                () => (preprocessor.Preprocess(image, spec, tile.AsSpan(0, bytes), cancellationToken), Convert.ToHexStringLower(SHA256.HashData(image.Span))), cancellationToken);
            if (result.Failure is { } failure)
            {
                return failure;
            }

            var vector = new float[shard.Manifest.Dimension];
            await shard.EncodeImagesAsync(tile.AsMemory(0, bytes), 1, vector, lane, cancellationToken);
            return new EmbeddedImage(vector, result.Width, result.Height, hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tile);
        }
    }
}

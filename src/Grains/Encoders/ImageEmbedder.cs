using System.Buffers;
using System.Security.Cryptography;
using Cluster.Contracts.Encoders;
using Cluster.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Encoders;

/// <summary>Embeds single images on a shard of this silo; decoding on the thread pool.</summary>
public sealed class ImageEmbedder(EncoderShards shards, CorpusSources sources, IImagePreprocessor preprocessor, IOptions<ImagingOptions> limits)
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
            return new EmbeddedImage(vector, result.Width, result.Height, hash, image.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tile);
        }
    }

    /// <summary>The same of an image of a corpus, read on the thread pool too; Gone when it is not there any more.</summary>
    /// <exception cref="FailureException">As <see cref="EmbedAsync"/>; InvalidRequest when the corpus cannot be opened.</exception>
    public Task<Outcome<EmbeddedImage>> EmbedStoredAsync(EncoderId encoder, CorpusPicture picture, CancellationToken cancellationToken) =>
        Task.Run(() => ReadAndEmbedAsync(encoder, picture, cancellationToken), cancellationToken);

    private async Task<Outcome<EmbeddedImage>> ReadAndEmbedAsync(EncoderId encoder, CorpusPicture picture, CancellationToken cancellationToken)
    {
        var source = sources.Open(picture.Corpus);

        // It may hold a stream open that its reads share.
        await using var held = source as IAsyncDisposable;
        if (await source.FindAsync(picture.Key, cancellationToken) is not { } image)
        {
            return new Failure(FailureKind.Gone, $"The image is no longer in corpus '{picture.Corpus.Id}'.");
        }

        using var blob = await source.ReadAsync(image, limits.Value.MaxBytes, cancellationToken);
        if (blob.Failure is { } unread)
        {
            return unread;
        }

        var embedded = await EmbedAsync(encoder, picture.Space, blob.Bytes, picture.IsQuery ? Lane.Query : Lane.Bulk, cancellationToken);
        return embedded.Succeeded ? embedded.Value with { ETag = blob.ETag } : embedded;
    }
}

using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;

namespace Cluster.Grains.Encoders;

/// <summary>Embeds single images with an encoder, on whichever silo it is. An image of a corpus is read there; only an uploaded one travels.</summary>
public sealed class ClusterEmbedder(SiloEncoders here, ImageEmbedder embedder, IGrainFactory grains)
{
    /// <summary>An image of a corpus; its own failure when it cannot be read or embedded.</summary>
    /// <exception cref="FailureException">What passes, or is wrong with the encoder: nothing is known of the image then.</exception>
    public Task<Outcome<EmbeddedImage>> EmbedAsync(EncoderId encoder, CorpusPicture picture, CancellationToken cancellationToken) => OfImageAsync(
        here.Holds(encoder)
            ? embedder.EmbedStoredAsync(encoder, picture, cancellationToken)
            : ElsewhereAsync(encoder, shard => shard.EmbedStoredAsync(picture, cancellationToken), cancellationToken));

    /// <summary>An uploaded image; its own failure when it cannot be embedded.</summary>
    /// <exception cref="FailureException">What passes, or is wrong with the encoder.</exception>
    public Task<Outcome<EmbeddedImage>> EmbedUploadAsync(EncoderId encoder, EmbeddingSpaceId space, ReadOnlyMemory<byte> image, CancellationToken cancellationToken) => OfImageAsync(
        here.Holds(encoder)
            ? embedder.EmbedAsync(encoder, space, image, Lane.Query, cancellationToken)
            : ElsewhereAsync(encoder, shard => shard.EmbedUploadAsync(space, image, cancellationToken), cancellationToken));

    private Task<Outcome<EmbeddedImage>> ElsewhereAsync(EncoderId encoder, Func<IEncoderShardGrain, Task<Outcome<EmbeddedImage>>> embed, CancellationToken cancellationToken) =>
        GrainFaults.AsFailuresAsync(async () =>
        {
            var shard = await grains.GetGrain<IEncoderDirectoryGrain>(encoder.Value).PickAsync(cancellationToken);
            return shard.Succeeded ? await embed(grains.GetGrain<IEncoderShardGrain>(shard.Value.ToString())) : shard.Failure;
        });

    private static async Task<Outcome<EmbeddedImage>> OfImageAsync(Task<Outcome<EmbeddedImage>> embedding)
    {
        var embedded = await embedding;
        return embedded.Failure is { } failure && !IsOfImage(failure.Kind) ? throw new FailureException(failure) : embedded;
    }

    private static bool IsOfImage(FailureKind kind) =>
        kind.IsQuarantineReason() || !(kind.IsTransient() || kind is FailureKind.EncoderNotFound or FailureKind.ModelIncomplete or FailureKind.SpaceMismatch);
}

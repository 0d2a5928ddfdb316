using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders;
using Cluster.Encoders.Sharding;
using Cluster.Grains.Placement;
using Orleans.Concurrency;

namespace Cluster.Grains.Encoders;

/// <inheritdoc cref="IEncoderShardGrain" />
[Reentrant, ShardPlacementFilter]
public sealed class EncoderShardGrain(EncoderShards shards, EncoderCatalog catalog, QueryPictures pictures, ImageEmbedder embedder) : Grain, IEncoderShardGrain
{
    private EncoderShardAddress Address => EncoderShardAddress.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public async Task<Outcome<EncoderDescription>> DescribeAsync(CancellationToken cancellationToken)
    {
        var found = await catalog.FindAsync(Address.Encoder.Value, cancellationToken);
        return found.Succeeded ? found.Value.Describe() : found.Failure;
    }

    /// <inheritdoc />
    public Task<Outcome<EmbeddingBlock>> EncodeTextsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        OnShardAsync(async (shard, rows) => await shard.EncodeTextsAsync(texts, rows, cancellationToken), texts.Count, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<EmbeddingBlock>> EncodeImageAsync(ReadOnlyMemory<byte> image, CancellationToken cancellationToken) =>
        OnShardAsync((shard, row) => pictures.EncodeAsync(shard, image, row, cancellationToken), 1, cancellationToken);

    /// <inheritdoc />
    public Task<Outcome<EmbeddedImage>> EmbedStoredAsync(CorpusPicture picture, CancellationToken cancellationToken) =>
        GuardAsync(() => embedder.EmbedStoredAsync(Address.Encoder, picture, cancellationToken));

    /// <inheritdoc />
    public Task<Outcome<EmbeddedImage>> EmbedUploadAsync(EmbeddingSpaceId space, ReadOnlyMemory<byte> image, CancellationToken cancellationToken) =>
        GuardAsync(() => embedder.EmbedAsync(Address.Encoder, space, image, Lane.Query, cancellationToken));

    private Task<Outcome<EmbeddingBlock>> OnShardAsync(Func<IEncoderShard, Memory<float>, Task> encode, int rows, CancellationToken cancellationToken) => GuardAsync<EmbeddingBlock>(async () =>
    {
        var shard = await shards.GetAsync(Address.Encoder, Address.Device, cancellationToken);
        var embeddings = new float[rows * shard.Manifest.Dimension];
        await encode(shard, embeddings);
        return new EmbeddingBlock(shard.Manifest.Space, shard.Manifest.Dimension, embeddings);
    });

    private static async Task<Outcome<T>> GuardAsync<T>(Func<Task<Outcome<T>>> act)
        where T : class
    {
        try
        {
            return await act();
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }
}

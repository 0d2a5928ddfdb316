using System.Buffers;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;
using Microsoft.Extensions.AI;

namespace Cluster.Encoders.Generators;

/// <summary>The image tower of a shard as Microsoft.Extensions.AI knows embedding generators; pictures are decoded on the thread pool. The shard stays its owner's.</summary>
internal sealed class ShardImageGenerator(IEncoderShard shard, IImagePreprocessor preprocessor, Lane lane) : IEmbeddingGenerator<DataContent, Embedding<float>>
{
    /// <summary>Pictures that are decoded before they are encoded together.</summary>
    private const int Batch = 16;

    /// <inheritdoc />
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<DataContent> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ShardGenerators.Check(shard, options);
        DataContent[] pictures = [.. values];
        var dimension = shard.Manifest.Dimension;
        var rows = new float[pictures.Length * dimension];
        var size = preprocessor.TileBytes(shard.Manifest.Preprocessing);
        var tiles = ArrayPool<byte>.Shared.Rent(Math.Min(Batch, Math.Max(pictures.Length, 1)) * size);
        try
        {
            for (var first = 0; first < pictures.Length; first += Batch)
            {
                var count = Math.Min(Batch, pictures.Length - first);
                var (from, to) = (first, tiles);
                await Task.Run(() => Decode(pictures, from, count, to, size, cancellationToken), cancellationToken);
                await shard.EncodeImagesAsync(tiles.AsMemory(0, count * size), count, rows.AsMemory(first * dimension, count * dimension), lane, cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tiles);
        }

        return ShardGenerators.Answer(shard, rows);
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null) => ShardGenerators.Service(this, shard, serviceType, serviceKey);

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing of its own.
    }

    private void Decode(DataContent[] pictures, int first, int count, byte[] tiles, int size, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            if (preprocessor.Preprocess(pictures[first + i].Data, shard.Manifest.Preprocessing, tiles.AsSpan(i * size, size), cancellationToken).Failure is { } failure)
            {
                throw new FailureException(FailureKind.BadImage, $"Picture {first + i} cannot be used ({failure.Kind.ToCode()}): {failure.Detail}");
            }
        }
    }
}

using System.Numerics.Tensors;
using Cluster.Encoders;
using Cluster.Encoders.Sharding;

namespace Cluster.Bench.Growth;

/// <summary>A shard whose embeddings follow from the first pixel and cost next to nothing, so that everything else shows.</summary>
internal sealed class ColourShard(EncoderManifest manifest) : IEncoderShard
{
    public EncoderManifest Manifest => manifest;

    public Task EncodeImagesAsync(ReadOnlyMemory<byte> tiles, int count, Memory<float> embeddings, Lane lane, CancellationToken cancellationToken)
    {
        var (size, dimension) = (tiles.Length / count, manifest.Dimension);
        for (var i = 0; i < count; i++)
        {
            var pixel = tiles.Span.Slice(i * size, 3);
            var row = embeddings.Span.Slice(i * dimension, dimension);
            var random = new Random(pixel[0] | (pixel[1] << 8) | (pixel[2] << 16));
            for (var d = 0; d < dimension; d++)
            {
                row[d] = random.NextSingle() - 0.5f;
            }

            TensorPrimitives.Divide(row, TensorPrimitives.Norm<float>(row), row);
        }

        return Task.CompletedTask;
    }

    public Task EncodeTextsAsync(IReadOnlyList<string> texts, Memory<float> embeddings, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => default;
}

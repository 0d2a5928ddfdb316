using Cluster.Encoders.Sharding;
using Microsoft.Extensions.AI;

namespace Cluster.Encoders.Generators;

/// <summary>The text tower of a shard as Microsoft.Extensions.AI knows embedding generators. The shard stays its owner's.</summary>
internal sealed class ShardTextGenerator(IEncoderShard shard) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <inheritdoc />
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ShardGenerators.Check(shard, options);
        string[] texts = [.. values];
        var rows = new float[texts.Length * shard.Manifest.Dimension];
        if (texts.Length > 0)
        {
            await shard.EncodeTextsAsync(texts, rows, cancellationToken);
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
}

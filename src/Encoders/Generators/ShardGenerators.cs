using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;
using Microsoft.Extensions.AI;

namespace Cluster.Encoders.Generators;

/// <summary>
/// Shows an encoder shard to code that is written against Microsoft.Extensions.AI. Middleware goes around it as around any other:
/// <c>shard.AsTextGenerator().AsBuilder().UseOpenTelemetry().Build()</c>.
/// </summary>
public static class ShardGenerators
{
    private const string Provider = "embedding-cluster";

    /// <summary>Texts to unit-length embeddings of the encoder's space.</summary>
    /// <exception cref="FailureException">InvalidRequest when the encoder has no text tower.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> AsTextGenerator(this IEncoderShard shard) => shard.Manifest.HasText
        ? new ShardTextGenerator(shard)
        : throw new FailureException(FailureKind.InvalidRequest, $"Encoder '{shard.Manifest.Id}' has no text tower.");

    /// <summary>Pictures (the bytes of a file in any format that is read here) to unit-length embeddings of the same space; BadImage says which cannot be used.</summary>
    public static IEmbeddingGenerator<DataContent, Embedding<float>> AsImageGenerator(this IEncoderShard shard, IImagePreprocessor preprocessor, Lane lane = Lane.Query) =>
        new ShardImageGenerator(shard, preprocessor, lane);

    /// <exception cref="FailureException">InvalidRequest when another model or length is asked for.</exception>
    internal static void Check(IEncoderShard shard, EmbeddingGenerationOptions? options)
    {
        var manifest = shard.Manifest;
        if (options?.Dimensions is { } dimensions && dimensions != manifest.Dimension)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"Encoder '{manifest.Id}' makes embeddings of {manifest.Dimension} floats, not {dimensions}.");
        }

        if (options?.ModelId is { } model && model != manifest.Id.Value && model != manifest.Id.Value.Split('@')[0])
        {
            throw new FailureException(FailureKind.InvalidRequest, $"This generator is encoder '{manifest.Id}', not '{model}'.");
        }
    }

    internal static GeneratedEmbeddings<Embedding<float>> Answer(IEncoderShard shard, float[] rows)
    {
        var dimension = shard.Manifest.Dimension;
        return [.. Enumerable.Range(0, rows.Length / dimension).Select(i => new Embedding<float>(rows.AsMemory(i * dimension, dimension)) { ModelId = shard.Manifest.Id.Value })];
    }

    internal static object? Service(object generator, IEncoderShard shard, Type type, object? key) => key is not null ? null
        : type == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata(Provider, null, shard.Manifest.Id.Value, shard.Manifest.Dimension)
        : type.IsInstanceOfType(generator) ? generator
        : type.IsInstanceOfType(shard) ? shard
        : type.IsInstanceOfType(shard.Manifest) ? shard.Manifest
        : null;
}

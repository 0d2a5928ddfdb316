using Cluster.Contracts.Encoders;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Retrieval;

namespace Cluster.Gateway.Encoders;

/// <summary>Encodes with an encoder that a caller names, apart from any collection.</summary>
internal sealed class ModelEncoder(IGrainFactory grains, ShardCalls shards, QueryPatience patience)
{
    // The texts of one forward pass at most; a shard's query lane takes no more at once.
    private const int TextsAtOnce = 32;

    /// <summary>The encoder of a name.</summary>
    /// <exception cref="FailureException">EncoderNotFound or ModelIncomplete.</exception>
    public async Task<EncoderDescription> FindAsync(string name, CancellationToken cancellationToken)
    {
        // A path would make the silo look at folders of its host; jobs may name one where the host allows it, an answer never.
        if (name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal))
        {
            throw new FailureException(FailureKind.EncoderNotFound, "An encoder is named by its name or name@version, not by a path. /v1/models lists them.");
        }

        return (await patience.AskAsync(token => grains.GetGrain<IEncoderCatalogGrain>(IEncoderCatalogGrain.Key).FindAsync(name, token), cancellationToken)).OrThrow();
    }

    /// <summary>The unit-length embeddings of texts and pictures, in their order.</summary>
    /// <exception cref="FailureException">Unavailable, Overloaded, InvalidRequest (no text tower), BadImage or SpaceMismatch.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> EncodeAsync(EncoderDescription model, IReadOnlyList<Example> inputs, CancellationToken cancellationToken)
    {
        var vectors = new ReadOnlyMemory<float>[inputs.Count];
        foreach (var some in Enumerable.Range(0, inputs.Count).Where(i => inputs[i] is Example.Words).Chunk(TextsAtOnce))
        {
            IReadOnlyList<string> texts = [.. some.Select(i => ((Example.Words)inputs[i]).Text)];
            var block = Check(model, await shards.AskAsync(model.Id, (shard, token) => shard.EncodeTextsAsync(texts, token), cancellationToken), some.Length);
            for (var row = 0; row < some.Length; row++)
            {
                vectors[some[row]] = block.Row(row);
            }
        }

        // One after another: a request takes one place at the load gate, and its pictures one core.
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i] is Example.Picture picture)
            {
                vectors[i] = Check(model, await shards.AskAsync(model.Id, (shard, token) => shard.EncodeImageAsync(picture.Bytes, token), cancellationToken), 1).Row(0);
            }
        }

        return vectors;
    }

    private static EmbeddingBlock Check(EncoderDescription model, EmbeddingBlock block, int count) => block.Space == model.Space && block.Count == count
        ? block
        : throw new FailureException(FailureKind.SpaceMismatch, $"The files of encoder '{model.Id}' have changed. Ask again by its new name; /v1/models lists it.");
}

using Cluster.Contracts.Encoders;
using Cluster.Domain.Collections;
using Cluster.Domain.Outcomes;

namespace Cluster.Gateway.Encoders;

/// <summary>Encodes queries, always with the encoder that built the collection they ask.</summary>
internal sealed class QueryEncoder(ShardCalls shards, TextCache cache)
{
    /// <summary>The embedding of a text in the space of <paramref name="live"/>.</summary>
    /// <exception cref="FailureException">EncoderNotFound, Unavailable, Overloaded, InvalidRequest (no text tower) or SpaceMismatch.</exception>
    public Task<ReadOnlyMemory<float>> EncodeAsync(LiveCollection live, string text, CancellationToken cancellationToken)
    {
        return cache.GetAsync(live.Space, text, EncodeAsync, cancellationToken);

        // Others may wait for the same text, so one caller's leaving does not end it.
        async Task<ReadOnlyMemory<float>> EncodeAsync() =>
            Check(live, await shards.AskAsync(live.Encoder, (shard, token) => shard.EncodeTextsAsync([text], token), CancellationToken.None));
    }

    /// <summary>The embedding of a picture in the space of <paramref name="live"/>.</summary>
    /// <exception cref="FailureException">As for texts; BadImage when the bytes are no picture.</exception>
    public async Task<ReadOnlyMemory<float>> EncodeAsync(LiveCollection live, ReadOnlyMemory<byte> image, CancellationToken cancellationToken) =>
        Check(live, await shards.AskAsync(live.Encoder, (shard, token) => shard.EncodeImageAsync(image, token), cancellationToken));

    private static ReadOnlyMemory<float> Check(LiveCollection live, EmbeddingBlock block)
    {
        if (block.Space != live.Space || block.Dimension != live.Dimension || block.Count != 1)
        {
            throw new FailureException(
                FailureKind.SpaceMismatch,
                $"Collection '{live.Alias}' was built by encoder '{live.Encoder}', but what answers to that name now makes vectors of another space. "
                + "Bring back the model folder that built it, or embed the corpus again into a new collection.");
        }

        return block.Row(0);
    }
}

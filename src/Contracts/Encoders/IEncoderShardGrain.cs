using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Encoders;

/// <summary>
/// Owns one encoder on one device of its silo. Its methods are the query lane; bulk work reaches the same shard inside the silo, never by message.
/// Key: <see cref="EncoderShardAddress"/>.
/// </summary>
[Alias("cluster.IEncoderShardGrain")]
public interface IEncoderShardGrain : IGrainWithStringKey
{
    /// <summary>What its encoder is, by the files that its silo has; loads nothing. EncoderNotFound or ModelIncomplete when they are not there any more.</summary>
    [Alias("describe")]
    Task<Outcome<EncoderDescription>> DescribeAsync(CancellationToken cancellationToken = default);

    /// <summary>Unit-length embeddings of texts, one row a text. InvalidRequest when the encoder has no text tower; Overloaded when the lane is full.</summary>
    [Alias("encode-texts")]
    Task<Outcome<EmbeddingBlock>> EncodeTextsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken = default);

    /// <summary>The unit-length embedding of one uploaded picture, which the gateway has limited in size. BadImage with the reason when it cannot be read.</summary>
    [Alias("encode-image")]
    Task<Outcome<EmbeddingBlock>> EncodeImageAsync(ReadOnlyMemory<byte> image, CancellationToken cancellationToken = default);
}

using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Encoders;

/// <summary>
/// Owns one encoder on one device of its silo. Its methods are the query lane; bulk work reaches the same shard inside the silo, never by message, but for
/// single images of a corpus that a silo without the encoder names.
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

    /// <summary>One image of a corpus, read and embedded on this silo. Its own failure when it has none; SpaceMismatch when the files are not those of the space.</summary>
    [Alias("embed-stored")]
    Task<Outcome<EmbeddedImage>> EmbedStoredAsync(CorpusPicture picture, CancellationToken cancellationToken = default);

    /// <summary>One uploaded image, as <see cref="EmbedStoredAsync"/>, on the query lane.</summary>
    [Alias("embed-upload")]
    Task<Outcome<EmbeddedImage>> EmbedUploadAsync(EmbeddingSpaceId space, ReadOnlyMemory<byte> image, CancellationToken cancellationToken = default);
}

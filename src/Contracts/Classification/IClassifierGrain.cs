using Cluster.Contracts.Encoders;
using Cluster.Domain.Classification;
using Cluster.Domain.Outcomes;

namespace Cluster.Contracts.Classification;

/// <summary>Labels embeddings by prompts, with the text tower and the scale of the encoder that made them. Stateless; key: the encoder id.</summary>
[Alias("cluster.IClassifierGrain")]
public interface IClassifierGrain : IGrainWithStringKey
{
    /// <summary>
    /// The likeliest labels of each embedding. InvalidRequest when the set cannot be used or the encoder has no text tower or states no scale;
    /// SpaceMismatch when the embeddings are of another space; EncoderNotFound; Overloaded; Unavailable.
    /// </summary>
    [Alias("classify")]
    Task<Outcome<ClassificationBlock>> ClassifyAsync(LabelSet labels, EmbeddingBlock embeddings, int top, CancellationToken cancellationToken = default);

    /// <summary>The verdicts on each embedding; failures as for <see cref="ClassifyAsync"/>.</summary>
    [Alias("moderate")]
    Task<Outcome<ModerationBlock>> ModerateAsync(IReadOnlyList<ModerationCategory> categories, EmbeddingBlock embeddings, CancellationToken cancellationToken = default);
}

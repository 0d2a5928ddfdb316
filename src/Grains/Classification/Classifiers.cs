using Cluster.Contracts.Classification;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Classification;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Classification;

namespace Cluster.Grains.Classification;

/// <summary>Labels embeddings with the heads of this silo; a head's prompts go to a shard of the encoder, on whichever silo it is.</summary>
public sealed class Classifiers(IGrainFactory grains, PromptHeads heads)
{
    /// <summary>The likeliest labels of each embedding.</summary>
    /// <exception cref="FailureException">As <see cref="IClassifierGrain.ClassifyAsync"/> says.</exception>
    public async Task<ClassificationBlock> ClassifyAsync(EncoderId encoder, LabelSet labels, EmbeddingBlock embeddings, int top, CancellationToken cancellationToken)
    {
        var scale = await ScaleAsync(encoder, embeddings, cancellationToken);
        var head = await heads.ZeroShotAsync(embeddings.Space, labels, scale, Prompts(encoder, embeddings), cancellationToken);
        return await Task.Run(() => new ClassificationBlock([.. Enumerable.Range(0, embeddings.Count).Select(row => head.Classify(embeddings.Row(row).Span, top))], scale), cancellationToken);
    }

    /// <summary>The verdicts on each embedding.</summary>
    /// <exception cref="FailureException">As <see cref="IClassifierGrain.ModerateAsync"/> says.</exception>
    public async Task<ModerationBlock> ModerateAsync(
        EncoderId encoder, IReadOnlyList<ModerationCategory> categories, EmbeddingBlock embeddings, CancellationToken cancellationToken)
    {
        var scale = await ScaleAsync(encoder, embeddings, cancellationToken);
        var head = await heads.ModerationAsync(embeddings.Space, categories, scale, Prompts(encoder, embeddings), cancellationToken);
        return await Task.Run(() => new ModerationBlock([.. Enumerable.Range(0, embeddings.Count).Select(row => head.Judge(embeddings.Row(row).Span))]), cancellationToken);
    }

    private async Task<LogitScale> ScaleAsync(EncoderId encoder, EmbeddingBlock embeddings, CancellationToken cancellationToken)
    {
        var description = (await grains.GetGrain<IEncoderCatalogGrain>(IEncoderCatalogGrain.Key).FindAsync(encoder.Value, cancellationToken)).OrThrow();
        if (description.Space != embeddings.Space || description.Dimension != embeddings.Dimension)
        {
            throw new FailureException(FailureKind.SpaceMismatch, $"The embeddings are not of the space of encoder '{encoder}'.");
        }

        return description.HasText
            ? description.LogitScale ?? throw new FailureException(
                FailureKind.InvalidRequest, $"The files of encoder '{encoder}' state no logit scale; add logit_scale (and logit_bias) to its configuration.")
            : throw new FailureException(FailureKind.InvalidRequest, $"Encoder '{encoder}' has no text tower; classify from examples instead.");
    }

    private EncodePrompts Prompts(EncoderId encoder, EmbeddingBlock embeddings) => async (prompts, cancellationToken) =>
    {
        var address = (await grains.GetGrain<IEncoderDirectoryGrain>(encoder.Value).PickAsync(cancellationToken)).OrThrow();
        var block = (await grains.GetGrain<IEncoderShardGrain>(address.ToString()).EncodeTextsAsync(prompts, cancellationToken)).OrThrow();
        return block.Space == embeddings.Space
            ? block.Values
            : throw new FailureException(FailureKind.SpaceMismatch, $"Encoder '{encoder}' makes vectors of another space now.");
    };
}

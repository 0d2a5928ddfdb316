using Cluster.Contracts.Classification;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Classification;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Orleans.Concurrency;

namespace Cluster.Grains.Classification;

/// <inheritdoc cref="IClassifierGrain" />
[StatelessWorker]
[Reentrant]
public sealed class ClassifierGrain(Classifiers classifiers) : Grain, IClassifierGrain
{
    private EncoderId Encoder => new(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public Task<Outcome<ClassificationBlock>> ClassifyAsync(LabelSet labels, EmbeddingBlock embeddings, int top, CancellationToken cancellationToken) =>
        GuardAsync(() => classifiers.ClassifyAsync(Encoder, labels, embeddings, top, cancellationToken));

    /// <inheritdoc />
    public Task<Outcome<ModerationBlock>> ModerateAsync(
        IReadOnlyList<ModerationCategory> categories, EmbeddingBlock embeddings, CancellationToken cancellationToken) =>
        GuardAsync(() => classifiers.ModerateAsync(Encoder, categories, embeddings, cancellationToken));

    private static async Task<Outcome<T>> GuardAsync<T>(Func<Task<T>> act)
        where T : class
    {
        try
        {
            return await act();
        }
        catch (FailureException fault)
        {
            return fault.Failure;
        }
    }
}

using Cluster.Contracts.Classification;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Classification;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Retrieval;

namespace Cluster.Gateway.Classification;

/// <summary>Classifies pictures and stored points: by words with the text tower of the collection's encoder, by examples with arithmetic alone.</summary>
internal sealed class Classifier(IGrainFactory grains, QueryPatience patience, ExampleResolver resolver)
{
    // Above this a training would keep a core busy for minutes; use prototypes.
    private const long MaxProbeFloats = 200_000_000;

    /// <summary>The vectors of pictures and points, with the ids of the points.</summary>
    /// <exception cref="FailureException">Whatever stands in the way.</exception>
    public async Task<(EmbeddingBlock Vectors, IReadOnlyList<PointId?> Ids)> VectorsAsync(
        LiveCollection live, IReadOnlyList<Example> examples, CancellationToken cancellationToken)
    {
        // An empty refinement: nothing is searched for.
        var plan = new QueryPlan { Asked = examples, Refinement = new Refinement { Limit = 1 } };
        var resolved = (await resolver.ResolveAsync(live, plan, cursor: null, cancellationToken)).Asked;
        var stored = await resolver.VectorsAsync(live, resolved, cancellationToken);
        var values = new float[resolved.Count * live.Dimension];
        for (var i = 0; i < resolved.Count; i++)
        {
            (resolved[i].Vector ?? stored[resolved[i].Point!.Value]).CopyTo(values.AsMemory(i * live.Dimension));
        }

        return (new EmbeddingBlock(live.Space, live.Dimension, values), [.. resolved.Select(static example => example.Point)]);
    }

    /// <summary>A head that knows the classes of examples.</summary>
    /// <exception cref="FailureException">InvalidRequest: there are too few classes, or too much to train on.</exception>
    public async Task<ClassifierHead> LearnAsync(
        LiveCollection live, IReadOnlyList<(string Label, Example Example)> examples, bool probe, CancellationToken cancellationToken)
    {
        var (vectors, _) = await VectorsAsync(live, [.. examples.Select(static pair => pair.Example)], cancellationToken);
        var learnt = new LabelledEmbeddings(live.Space, live.Dimension);
        for (var i = 0; i < examples.Count; i++)
        {
            learnt.Add(examples[i].Label, vectors.Row(i).Span);
        }

        if (learnt.Check() is { } wrong)
        {
            throw new FailureException(wrong);
        }

        if (!probe)
        {
            return Prototypes.Head(learnt);
        }

        RequestRules.Require(
            (long)learnt.Labels.Count * live.Dimension * examples.Count <= MaxProbeFloats,
            "Labels and examples are too many to train on while you wait: use the method prototypes, or fewer.");
        return await Task.Run(() => LinearProbe.Train(learnt, new LinearProbeOptions(), cancellationToken), cancellationToken);
    }

    /// <summary>The likeliest labels of each vector, by words.</summary>
    /// <exception cref="FailureException">As <see cref="IClassifierGrain.ClassifyAsync"/> says.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<LabelScore>>> ByWordsAsync(
        LiveCollection live, LabelSet labels, EmbeddingBlock vectors, int top, CancellationToken cancellationToken) =>
        (await patience.AskAsync(token => grains.GetGrain<IClassifierGrain>(live.Encoder.Value).ClassifyAsync(labels, vectors, top, token), cancellationToken)).OrThrow().Rows;

    /// <summary>The verdicts on each vector.</summary>
    /// <exception cref="FailureException">As <see cref="IClassifierGrain.ModerateAsync"/> says.</exception>
    public async Task<IReadOnlyList<IReadOnlyList<ModerationVerdict>>> ModerateAsync(
        LiveCollection live, IReadOnlyList<ModerationCategory> categories, EmbeddingBlock vectors, CancellationToken cancellationToken) =>
        (await patience.AskAsync(token => grains.GetGrain<IClassifierGrain>(live.Encoder.Value).ModerateAsync(categories, vectors, token), cancellationToken)).OrThrow().Rows;
}

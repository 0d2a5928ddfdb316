using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Recommendations;
using Cluster.Domain.Retrieval;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Encoders;
using Cluster.VectorIndex;

namespace Cluster.Gateway.Retrieval;

/// <summary>Turns examples into what the index takes: texts and pictures by the encoder that built the collection, keys by the corpora that feed it.</summary>
internal sealed class ExampleResolver(CollectionReader collections, QueryEncoder encoder, IVectorIndex index)
{
    private const int SampleSize = 256;

    /// <summary>Resolves the examples of <paramref name="plan"/>; what an earlier page encoded is taken from its cursor.</summary>
    /// <exception cref="FailureException">Whatever stands in the way.</exception>
    public async Task<ResolvedExamples> ResolveAsync(LiveCollection live, QueryPlan plan, Cursor? cursor, CancellationToken cancellationToken)
    {
        var encoded = new Queue<ReadOnlyMemory<float>>(cursor?.Vectors ?? []);
        var examples = await Task.WhenAll(plan.Asked.Concat(plan.Like).Concat(plan.Dislike).Select(example => ResolveAsync(live, example, encoded, cancellationToken)));
        return new ResolvedExamples(
            examples[..plan.Asked.Count], examples[plan.Asked.Count..(plan.Asked.Count + plan.Like.Count)], examples[(plan.Asked.Count + plan.Like.Count)..]);
    }

    /// <summary>The vectors of examples, of which some may be stored points.</summary>
    /// <exception cref="FailureException">PointNotFound: one is not in the collection.</exception>
    public async Task<IReadOnlyDictionary<PointId, ReadOnlyMemory<float>>> VectorsAsync(
        LiveCollection live, IEnumerable<ResolvedExample> examples, CancellationToken cancellationToken)
    {
        var ids = examples.Select(static example => example.Point).OfType<PointId>().Distinct().ToList();
        if (ids.Count == 0)
        {
            return new Dictionary<PointId, ReadOnlyMemory<float>>();
        }

        var stored = await index.GetAsync(live.Collection, ids, new PointSelector(true, []), cancellationToken);
        return stored.Count == ids.Count
            ? stored.ToDictionary(static point => point.Id, static point => point.Vector!.Value)
            : throw new FailureException(FailureKind.PointNotFound, $"There is no point {ids.Except(stored.Select(static point => point.Id)).First()} in collection '{live.Alias}'.");
    }

    // Ids are hashes, so that the first points by id are as good a sample as any.
    private async Task<ReadOnlyMemory<float>> TypicalAsync(LiveCollection live, Filter filter, CancellationToken cancellationToken)
    {
        var page = await index.ScrollAsync(live.Collection, from: null, SampleSize, filter, new PointSelector(true, []), cancellationToken);
        return page.Points.Count > 0
            ? ScoreFormulas.Average([.. page.Points.Select(static point => point.Vector!.Value)], [])
            : throw new FailureException(FailureKind.InvalidRequest, "$.coldStart.filter matches no point of the collection.");
    }

    // Started in order, so that each takes its own vector from the cursor before anything is awaited.
    private Task<ResolvedExample> ResolveAsync(LiveCollection live, Example example, Queue<ReadOnlyMemory<float>> encoded, CancellationToken cancellationToken)
    {
        if (example.IsMade && encoded.TryDequeue(out var known))
        {
            return Task.FromResult(new ResolvedExample(example.Name, example.Weight, new QueryExample.Raw(known)));
        }

        return example switch
        {
            Example.Stored stored => Task.FromResult(new ResolvedExample(example.Name, example.Weight, new QueryExample.Point(stored.Id))),
            Example.Ready ready => Task.FromResult(new ResolvedExample(example.Name, example.Weight, new QueryExample.Raw(ready.Vector))),
            _ => AwaitedAsync(),
        };

        async Task<ResolvedExample> AwaitedAsync() => new(example.Name, example.Weight, example switch
        {
            Example.Words words => new QueryExample.Raw(await encoder.EncodeAsync(live, words.Text, cancellationToken)),
            Example.Picture picture => new QueryExample.Raw(await encoder.EncodeAsync(live, picture.Bytes, cancellationToken)),
            Example.Typical typical => new QueryExample.Raw(await TypicalAsync(live, typical.Of, cancellationToken)),
            Example.Keyed keyed => new QueryExample.Point(
                (await collections.FindImageAsync(live.Alias.Value, keyed.Key, corpus: null, PointSelector.IdOnly, cancellationToken)).Point.Id),
            _ => throw new NotSupportedException($"No resolution for {example.GetType().Name}."),
        });
    }
}

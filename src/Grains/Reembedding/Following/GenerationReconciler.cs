using Cluster.Contracts.Encoders;
using Cluster.Domain.Collections;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Grains.Encoders;
using Cluster.VectorIndex;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Reembedding.Following;

/// <summary>
/// Brings points of a generation in line with the live one, by id. It looks at what the live generation holds now, not at what was done to it, so
/// that it may be done twice, late or in any order.
/// </summary>
/// <remarks>
/// Two walks over the same id take turns: one that read the live generation before a change must not write after the one that saw the change.
/// </remarks>
public sealed class GenerationReconciler(
    IVectorIndex index, ClusterEmbedder embedder, IOptions<ReembeddingOptions> options)
{
    private const int Stripes = 256;

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(static _ => new SemaphoreSlim(1))];

    /// <summary>Brings points in line, several at a time.</summary>
    /// <exception cref="FailureException">Unavailable, Overloaded, StorageFull and the like: nothing is known of the points not yet done.</exception>
    public Task ReconcileAsync(
        LiveCollection live,
        LiveCollection follower,
        IReadOnlyDictionary<CorpusId, CorpusSpec> corpora,
        IEnumerable<PointId> ids,
        Action<PointId, TakeOver> done,
        CancellationToken cancellationToken) => Parallel.ForEachAsync(
        ids,
        new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = cancellationToken },
        async (id, token) => done(id, await ReconcileAsync(live, follower, corpora, id, token)));

    /// <summary>Brings one point in line.</summary>
    public async Task<TakeOver> ReconcileAsync(
        LiveCollection live, LiveCollection follower, IReadOnlyDictionary<CorpusId, CorpusSpec> corpora, PointId id, CancellationToken cancellationToken)
    {
        var turn = _turns[(int)(id.Low % Stripes)];
        await turn.WaitAsync(cancellationToken);
        try
        {
            var pair = await PairAsync(live, follower, id, cancellationToken);
            switch (pair.Difference)
            {
                case PointDifference.None:
                    return default;
                case PointDifference.Extra:
                    await index.DeleteAsync(follower.Collection, [id], cancellationToken);
                    return new TakeOver(TakeOverKind.Deleted);
                case PointDifference.Payload:
                    return await CopyAsync(pair.Live!, follower, cancellationToken);
                default:
                    return await EmbedAsync(pair, follower, corpora, cancellationToken);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A point as both hold it.</summary>
    public async Task<PointPair> PairAsync(LiveCollection live, LiveCollection follower, PointId id, CancellationToken cancellationToken) => new(
        await index.GetAsync(live.Collection, [id], PointSelector.Payload, cancellationToken) is [var held] ? held : null,
        await index.GetAsync(follower.Collection, [id], PointSelector.Payload, cancellationToken) is [var followed] ? followed : null);

    private async Task<TakeOver> CopyAsync(StoredPoint live, LiveCollection follower, CancellationToken cancellationToken)
    {
        // Written whole, with its own vector: setting fields would leave those that the live point does not have any more.
        if (await index.GetAsync(follower.Collection, [live.Id], PointSelector.Everything, cancellationToken) is [{ Vector: { } vector } stored])
        {
            await WriteAsync(follower, live, vector, stored.Payload.GetValueOrDefault(PayloadFields.Job), new Dictionary<string, PayloadValue>(), cancellationToken);
        }

        return new TakeOver(TakeOverKind.Copied);
    }

    private async Task<TakeOver> EmbedAsync(
        PointPair pair, LiveCollection follower, IReadOnlyDictionary<CorpusId, CorpusSpec> corpora, CancellationToken cancellationToken)
    {
        var live = pair.Live!;
        var key = TextOf(live, PayloadFields.Key);
        if (key is null || TextOf(live, PayloadFields.Corpus) is not { } corpus || !corpora.TryGetValue(new CorpusId(corpus), out var spec))
        {
            return Unreadable(key, new Failure(FailureKind.Gone, "The point names no image of a corpus of this collection."));
        }

        var embedded = await embedder.EmbedAsync(follower.Encoder, new CorpusPicture(spec, new BlobKey(key), follower.Space), cancellationToken);
        if (!embedded.Succeeded)
        {
            return Unreadable(key, embedded.Failure);
        }

        if (pair.Follower is { } held && TextOf(held, PayloadFields.ContentHash) == embedded.Value.ContentHash)
        {
            return new TakeOver(TakeOverKind.Ahead, key);
        }

        await WriteAsync(
            follower,
            live,
            embedded.Value.Vector,
            $"{follower.Collection}",
            new Dictionary<string, PayloadValue>
            {
                [PayloadFields.ContentHash] = embedded.Value.ContentHash,
                [PayloadFields.ETag] = TextOf(live, PayloadFields.ContentHash) == embedded.Value.ContentHash ? TextOf(live, PayloadFields.ETag) ?? embedded.Value.ETag : embedded.Value.ETag,
                [PayloadFields.Width] = (long)embedded.Value.Width,
                [PayloadFields.Height] = (long)embedded.Value.Height,
            },
            cancellationToken);
        return new TakeOver(TakeOverKind.Embedded, key);
    }

    private Task WriteAsync(
        LiveCollection follower,
        StoredPoint live,
        ReadOnlyMemory<float> vector,
        PayloadValue? job,
        Dictionary<string, PayloadValue> own,
        CancellationToken cancellationToken)
    {
        var payload = new Dictionary<string, PayloadValue>(live.Payload) { [PayloadFields.Space] = follower.Space.Value };
        if (job is not null)
        {
            payload[PayloadFields.Job] = job;
        }

        foreach (var (field, value) in own)
        {
            payload[field] = value;
        }

        return index.UpsertAsync(follower.Collection, new PointBatch(follower.Space, [live.Id], vector, [payload]), cancellationToken);
    }

    private static TakeOver Unreadable(string? key, Failure failure) => new(TakeOverKind.Unreadable, key, failure);

    private static string? TextOf(StoredPoint point, string field) => point.Payload.GetValueOrDefault(field) is PayloadValue.Text text ? text.Value : null;
}

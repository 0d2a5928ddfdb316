using Cluster.Contracts.Collections;
using Cluster.Contracts.Encoders;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.VectorIndex;

namespace Cluster.Gateway.Retrieval;

/// <summary>
/// Query to answer:
/// <code>
///   1 what is live behind the alias (collection and encoder together)
///   2 the query in that encoder's space (text and picture: a shard's query lane; points: none)
///   3 the concrete collection answers
///   4 the answer, stamped with both
/// </code>
/// </summary>
public sealed class Retriever(IGrainFactory grains, IVectorIndex index)
{
    /// <summary>Most answers of one search.</summary>
    public const int MaxLimit = 1_000;

    /// <summary>Longest query text, in characters.</summary>
    public const int MaxText = 10_000;

    /// <summary>Answers a search.</summary>
    /// <exception cref="FailureException">InvalidRequest, CollectionNotFound, PointNotFound, BadImage, Overloaded, Unavailable.</exception>
    public async Task<SearchAnswer> SearchAsync(string alias, SearchRequest request, CancellationToken cancellationToken)
    {
        Check(request);

        // 1 what is live
        var live = (await grains.GetGrain<ICollectionGrain>(alias).GetLiveAsync(cancellationToken)).OrThrow();

        // 2 the query in that space
        var scoring = await ScoringAsync(live, request, cancellationToken);

        // 3 the answer of the concrete collection
        var query = new VectorQuery(scoring, request.Limit) { ScoreAbove = request.ScoreThreshold, Select = PointSelector.Payload };
        var hits = await index.QueryAsync(live.Collection, query, cancellationToken);

        // 4 stamped
        return new SearchAnswer(live.Collection.Value, live.Encoder.Value, live.Space.Value, [.. hits.Select(hit =>
        {
            var key = PayloadJson.Text(hit.Payload, PayloadFields.Key);
            return new SearchHit(
                hit.Id.ToString(), hit.Score, key, $"/v1/collections/{Uri.EscapeDataString(alias)}/thumbnail?key={Uri.EscapeDataString(key)}", PayloadJson.Show(hit.Payload));
        })]);
    }

    private static void Check(SearchRequest request)
    {
        var ways = new[] { request.Text is not null, request.Image is not null, request.PointId is not null, request.Like.Count + request.Dislike.Count > 0 };
        if (ways.Count(static way => way) != 1)
        {
            throw new FailureException(FailureKind.InvalidRequest, "Ask by exactly one of text, image, pointId, or like with dislike.");
        }

        if (request.Limit is < 1 or > MaxLimit)
        {
            throw new FailureException(FailureKind.InvalidRequest, $"limit is {request.Limit}; it must be from 1 to {MaxLimit:N0}.");
        }

        if (request.Text is { } text && (text.Length > MaxText || string.IsNullOrWhiteSpace(text)))
        {
            throw new FailureException(FailureKind.InvalidRequest, $"text must have 1 to {MaxText:N0} characters.");
        }

        if (request.Dislike.Count > 0 && request.Like.Count == 0)
        {
            throw new FailureException(FailureKind.InvalidRequest, "dislike needs at least one like.");
        }
    }

    private async Task<Scoring> ScoringAsync(LiveCollection live, SearchRequest request, CancellationToken cancellationToken)
    {
        if (request.PointId is { } point)
        {
            return new Scoring.Nearest(Example(point));
        }

        if (request.Like.Count > 0)
        {
            return new Scoring.AverageVector([.. request.Like.Select(Example)], [.. request.Dislike.Select(Example)]);
        }

        var address = (await grains.GetGrain<IEncoderDirectoryGrain>(live.Encoder.Value).PickAsync(cancellationToken)).OrThrow();
        var shard = grains.GetGrain<IEncoderShardGrain>(address.ToString());
        var embedding = (request.Text is { } text
            ? await shard.EncodeTextsAsync([text], cancellationToken)
            : await shard.EncodeImageAsync(request.Image!, cancellationToken)).OrThrow();
        return embedding.Space == live.Space
            ? new Scoring.Nearest(new QueryExample.Raw(embedding.Row(0)))
            : throw new FailureException(FailureKind.SpaceMismatch, $"The files of encoder '{live.Encoder}' no longer make the space of collection '{live.Alias}'.");
    }

    private static QueryExample Example(string id) => PointId.TryParse(id, out var point)
        ? new QueryExample.Point(point)
        : throw new FailureException(FailureKind.InvalidRequest, $"'{id}' is not a point id; ids are UUIDs.");
}

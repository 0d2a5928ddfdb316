using Cluster.Contracts.Shoppers;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Retrieval;
using Cluster.Gateway.Collections;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Recommendations;
using Cluster.Gateway.Retrieval;
using Cluster.VectorIndex;
using Microsoft.Extensions.Options;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Shoppers;

/// <summary>Answers a shopper's request: by interests where there are some, else by the cold start of the request.</summary>
internal sealed class ShopperAnswers(Searcher searcher, ShopperRecommender recommender, CollectionReader collections, IOptions<GatewayOptions> limits)
{
    private const int MaxExcluded = 1_000;

    /// <summary>The request, checked.</summary>
    /// <exception cref="FailureException">InvalidRequest, with the field that is wrong.</exception>
    public static QueryPlan Read(ShopperRecommendRequest request, GatewayOptions limits)
    {
        RequireAtMost("$.exclude", request.Exclude, MaxExcluded);
        RequireAtMost("$.excludeKeys", request.ExcludeKeys, MaxExcluded);
        Require(request.Cursor is null, "$.cursor is not taken here: ask for more with $.limit.");
        return new QueryPlan
        {
            Exclude = [.. (request.Exclude ?? []).Select(static (id, i) => ReadId(id, $"$.exclude[{i}]"))],
            ExcludeKeys = request.ExcludeKeys ?? [],
            Refinement = RefinementReader.Read(request, facets: null, limits),
        };
    }

    /// <summary>The answer.</summary>
    /// <exception cref="FailureException">ShopperNotFound: nothing is known and there is no cold start; whatever else stands in the way.</exception>
    public async Task<SearchAnswer> AnswerAsync(
        LiveCollection live, Outcome<ShopperProfile> known, QueryPlan plan, ShopperRecommendRequest request, CancellationToken cancellationToken)
    {
        var done = known.Value?.Done ?? [];
        plan = plan with { Exclude = [.. plan.Exclude.Union(done)] };
        if (known.Value is not { Interests.Count: > 0 } profile)
        {
            if (request.ColdStart is null)
            {
                throw new FailureException(known.Failure ?? new Failure(FailureKind.ShopperNotFound, "The shopper has shown no interest yet. Post events first, or give coldStart."));
            }

            return await searcher.SearchAsync(live, RecommendReader.ColdStart(plan, request.ColdStart, limits.Value), cancellationToken);
        }

        var refinement = plan.Refinement;
        var keyed = plan.ExcludeKeys.Count == 0 ? [] : await collections.IdsOfAsync(live.Alias.Value, plan.ExcludeKeys, cancellationToken);
        IReadOnlyList<PointId> excluded = [.. plan.Exclude.Union(keyed)];
        Filter? filter = (refinement.Filter, excluded.Count) switch
        {
            (var own, 0) => own,
            (null, _) => new Filter.Not(new Filter.HasId(excluded)),
            (var own, _) => new Filter.All([own, new Filter.Not(new Filter.HasId(excluded))]),
        };
        var question = new VectorQuery(new Scoring.Nearest(new QueryExample.Raw(profile.Interests[0].Direction)), refinement.Limit)
        {
            Filter = filter,
            ScoreAbove = refinement.ScoreAbove,
            Select = new PointSelector(true, Searcher.FieldsFor(refinement)),
        };
        var answers = await recommender.RecommendAsync(live, profile, question, refinement, cancellationToken);
        var writer = new HitWriter(live, refinement);
        return new SearchAnswer(
            live.Alias.Value, live.Collection.Value, live.Encoder.Value, live.Space.Value,
            [.. answers.Select(pair => writer.Write(pair.Answer, refinement.Explain ? pair.Explanation : null))]);
    }
}

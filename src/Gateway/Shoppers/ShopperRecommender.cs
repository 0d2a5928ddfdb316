using System.Numerics.Tensors;
using Cluster.Contracts.Shoppers;
using Cluster.Domain.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Recommendations;
using Cluster.Domain.Retrieval;
using Cluster.Domain.Shoppers;
using Cluster.Gateway.Retrieval;
using Cluster.VectorIndex;

namespace Cluster.Gateway.Shoppers;

/// <summary>
/// Recommends by interests. 1. The interests that weigh enough now. 2. The nearest items of each, less what their likeness to aversions takes off. 3. Diverse
/// within each interest, where asked. 4. Mixed by weight. 5. Grouped and collapsed, where asked.
/// </summary>
internal sealed class ShopperRecommender(AnswerChooser chooser, TimeProvider time)
{
    /// <summary>Each interest is a query of its own.</summary>
    private const int MostInterests = 5;

    /// <summary>An interest below this share of the largest has faded.</summary>
    private const float Faded = 0.04f;

    private const int Spare = 20;

    /// <summary>The answers, at most as many as the refinement wants, each explained by the interest that it came from.</summary>
    public async Task<IReadOnlyList<(Answer Answer, ExplanationView Explanation)>> RecommendAsync(
        LiveCollection live, ShopperProfile profile, VectorQuery question, Refinement refinement, CancellationToken cancellationToken)
    {
        // :: 1.
        var now = time.GetUtcNow();
        var interests = Interests.AtMost(profile.Interests, MostInterests).OrderByDescending(mode => mode.WeightAt(now)).ToList();
        interests = [.. interests.Where(mode => mode.WeightAt(now) >= Faded * interests[0].WeightAt(now))];
        var lists = new List<(IReadOnlyList<PointId> Members, float Weight)>();
        var byId = new Dictionary<(int, PointId), ScoredPoint>();
        foreach (var mode in interests)
        {
            // :: 2. and 3.
            var ranked = await RankAsync(live, profile, mode, question, refinement, now, cancellationToken);
            foreach (var point in ranked)
            {
                byId[(lists.Count, point.Id)] = point;
            }

            lists.Add(([.. ranked.Select(static point => point.Id)], mode.WeightAt(now)));
        }

        // :: 4.
        List<(ScoredPoint Point, int Interest)> mixed =
        [
            .. FairShares.Mix(lists, refinement.GroupField is null && refinement.CollapseAbove is null ? refinement.Limit : int.MaxValue)
                .Select(pair => (byId[(pair.List, pair.Member)], pair.List)),
        ];

        // :: 5.
        var from = mixed.ToDictionary(static pair => pair.Point.Id, static pair => pair.Interest);
        return
        [
            .. AnswerChooser.Reduce([.. mixed.Select(static pair => pair.Point)], refinement, []).Take(refinement.Limit)
                .Select(answer => (answer, Explain(answer, profile, interests, from[answer.Point.Id], now))),
        ];
    }

    private async Task<IReadOnlyList<ScoredPoint>> RankAsync(
        LiveCollection live, ShopperProfile profile, InterestMode mode, VectorQuery question, Refinement refinement, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wanted = (refinement.Limit * (refinement.GroupField is null ? 2 : 4)) + Spare;
        var nearest = await chooser.ChooseAsync(
            live.Collection,
            question with { By = new Scoring.Nearest(new QueryExample.Raw(mode.Direction)) },
            new Refinement { Limit = Math.Min(wanted, VectorQueryRules.MaxLimit), ScoreAbove = refinement.ScoreAbove },
            cursor: null,
            cancellationToken);
        List<ScoredPoint> ranked =
        [
            .. nearest.Select(answer => answer.Point with { Score = answer.Point.Score - Aversions.Penalty(profile.Aversions, answer.Point.Vector!.Value.Span, now) })
                .Order(ScoreOrder.Instance),
        ];
        return refinement.Diversity > 0 ? MaximalMarginalRelevance.Choose(ranked, refinement.Diversity, refinement.Limit + Spare) : ranked;
    }

    private static ExplanationView Explain(Answer answer, ShopperProfile profile, List<InterestMode> interests, int interest, DateTimeOffset now) => new(
        "cosine to the interest that it was taken for, less what its likeness to what was waved away takes off",
        [
            .. interests.Select((mode, i) => Contribution(i == interest ? "taken for" : "interest", $"interest {i}", mode, answer, now)),
            .. profile.Aversions.Select((mode, i) => Contribution("aversion", $"aversion {i}", mode, answer, now)),
        ]);

    private static ContributionView Contribution(string role, string name, InterestMode mode, Answer answer, DateTimeOffset now) =>
        new(role, name, Math.Round(mode.WeightAt(now), 4), TensorPrimitives.Dot(mode.Direction.Span, answer.Point.Vector!.Value.Span));
}

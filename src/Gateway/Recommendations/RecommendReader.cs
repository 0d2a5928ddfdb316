using System.Globalization;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Retrieval;
using Cluster.Gateway.Limits;
using Cluster.Gateway.Retrieval;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Recommendations;

/// <summary>Turns a request for recommendations into a plan, or says what is wrong with it.</summary>
internal static class RecommendReader
{
    private const int MaxExcluded = 1_000;

    /// <summary>The plan.</summary>
    /// <exception cref="FailureException">InvalidRequest or TooLarge, with the field that is wrong.</exception>
    public static QueryPlan Read(RecommendRequest request, GatewayOptions limits)
    {
        RequireAtMost("$.exclude", request.Exclude, MaxExcluded);
        RequireAtMost("$.excludeKeys", request.ExcludeKeys, MaxExcluded);
        Require(request.ExcludeKeys?.Any(string.IsNullOrEmpty) is not true, "$.excludeKeys holds an empty key.");
        Require(request.CompleteAcross is not "", "$.completeAcross is empty: name a payload field.");
        var plan = new QueryPlan
        {
            Like = ExampleReader.Read(request.Like, "$.like", limits.MaxExamples, limits),
            Dislike = ExampleReader.Read(request.Dislike, "$.dislike", limits.MaxExamples, limits),
            Strategy = StrategyOf(request.Strategy),
            Exclude = [.. (request.Exclude ?? []).Select(static (id, i) => ReadId(id, string.Create(CultureInfo.InvariantCulture, $"$.exclude[{i}]")))],
            ExcludeKeys = request.ExcludeKeys ?? [],
            Across = request.CompleteAcross,
            Refinement = RefinementReader.Read(request, facets: null, limits),
            Fingerprint = request.Cursor is null ? 0 : QueryFingerprint.Of(request with { Cursor = null, Limit = null }, upload: null),
        };
        return plan.Like.Count + plan.Dislike.Count > 0 ? plan : ColdStart(plan, request.ColdStart, limits);
    }

    /// <summary>The strategy that a word names.</summary>
    public static Strategy StrategyOf(string? word) => word switch
    {
        null or "average" => Strategy.Average,
        "bestScore" => Strategy.BestScore,
        "sumScores" => Strategy.SumScores,
        _ => throw new FailureException(FailureKind.InvalidRequest, "$.strategy is not one of average, bestScore, sumScores."),
    };

    /// <summary>A plan that goes by a cold start instead of examples.</summary>
    public static QueryPlan ColdStart(QueryPlan plan, ColdStartRequest? start, GatewayOptions limits)
    {
        Require(start is not null, "Nothing is liked or disliked, and there is no coldStart to go by: give one of them.");
        Require(start!.Text is not null || start.Filter is not null, "$.coldStart is empty: give text, filter or both.");
        var category = start.Filter is null ? null : FilterReader.Read(start.Filter, "$.coldStart.filter");
        var filter = (category, plan.Refinement.Filter) switch
        {
            (null, var own) => own,
            (var own, null) => own,
            var (one, other) => new Filter.All([one, other]),
        };
        return plan with
        {
            Asked = start.Text is { } text
                ? [new Example.Words("text", 1, ExampleReader.Words(text, "$.coldStart.text", limits))]
                : [new Example.Typical("typical", 1, filter!)],
            Refinement = plan.Refinement with { Filter = filter },
        };
    }
}

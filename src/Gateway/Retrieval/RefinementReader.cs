using Cluster.Gateway.Limits;
using static Cluster.Gateway.Retrieval.RequestRules;

namespace Cluster.Gateway.Retrieval;

/// <summary>Checks what a request says about its answers.</summary>
internal static class RefinementReader
{
    private const int DefaultHits = 10;
    private const int MaxFields = 100;
    private const int MaxFacets = 10;
    private const int DefaultFacetValues = 20;
    private const float DefaultDuplicateThreshold = 0.995f;

    /// <summary>The refinement.</summary>
    /// <exception cref="Domain.Outcomes.FailureException">InvalidRequest, with the field that is wrong.</exception>
    public static Refinement Read(RefinedRequest request, IReadOnlyList<FacetRequest>? facets, GatewayOptions limits)
    {
        RequireWithin("$.limit", request.Limit, 1, limits.MaxHits);
        Require(request.ScoreThreshold is null || double.IsFinite(request.ScoreThreshold.Value), "$.scoreThreshold is not a finite number.");
        RequireAtMost("$.fields", request.Fields, MaxFields);
        Require(request.Fields?.Any(string.IsNullOrEmpty) is not true, "$.fields holds an empty name.");
        Require(request.GroupBy is null or { Field.Length: > 0 }, "$.groupBy.field is empty: name a payload field.");
        RequireWithin("$.groupBy.size", request.GroupBy?.Size, 1, 100);
        RequireWithin("$.diversity", request.Diversity, 0, 1);
        RequireWithin("$.duplicateThreshold", request.DuplicateThreshold, 0.5, 1);
        Require(
            request.Cursor is null || (request.Diversity is null or 0 && request.CollapseDuplicates is not true),
            "$.cursor asks for pages, but answers made diverse or collapsed are chosen all at once: leave out diversity and collapseDuplicates, or ask for more with $.limit.");
        return new Refinement
        {
            Limit = request.Limit ?? Math.Min(DefaultHits, limits.MaxHits),
            Filter = request.Filter is null ? null : FilterReader.Read(request.Filter),
            ScoreAbove = (float?)request.ScoreThreshold,
            Fields = request.Fields,
            GroupField = request.GroupBy?.Field,
            GroupSize = request.GroupBy?.Size ?? 1,
            Diversity = (float?)request.Diversity ?? 0,
            CollapseAbove = request.CollapseDuplicates is true ? (float?)request.DuplicateThreshold ?? DefaultDuplicateThreshold : null,
            Explain = request.Explain is true,
            Cursor = request.Cursor,
            Facets = ReadFacets(facets),
        };
    }

    private static IReadOnlyList<(string Field, int Limit)> ReadFacets(IReadOnlyList<FacetRequest>? facets)
    {
        RequireAtMost("$.facets", facets, MaxFacets);
        return [.. (facets ?? []).Select(static (facet, i) =>
        {
            Require(facet is { Field.Length: > 0 }, $"$.facets[{i}] names no field.");
            RequireWithin($"$.facets[{i}].limit", facet.Limit, 1, 1_000);
            return (facet.Field, facet.Limit ?? DefaultFacetValues);
        }).DistinctBy(static facet => facet.Field)];
    }
}

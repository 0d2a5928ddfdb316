using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;

namespace Cluster.VectorIndex;

/// <summary>What a <see cref="VectorQuery"/> must be before any engine sees it.</summary>
public static class VectorQueryRules
{
    /// <summary>The most answers of one query, and points of one page.</summary>
    public const int MaxLimit = 10_000;

    /// <summary>The most examples of one query.</summary>
    public const int MaxExamples = 1_000;

    /// <summary>Throws InvalidRequest when the query cannot be asked of vectors of <paramref name="dimension"/>.</summary>
    public static void Check(VectorQuery query, int dimension)
    {
        CheckLimit(query.Limit);
        CheckFilter(query.Filter);
        var refusal = query.By switch
        {
            Scoring.AverageVector { Positive.Count: 0 } => "An average needs at least one positive example.",
            Scoring.BestScore { Positive.Count: 0, Negative.Count: 0 } => "Best score needs at least one example.",
            Scoring.SumScores { Positive.Count: 0, Negative.Count: 0 } => "Sum of scores needs at least one example.",
            Scoring.Context { Pairs.Count: 0 } => "A context needs at least one pair.",
            _ => null,
        };
        if (refusal is not null)
        {
            throw Invalid(refusal);
        }

        var examples = ExamplesOf(query.By);
        if (examples.Count > MaxExamples)
        {
            throw Invalid($"{examples.Count} examples are more than {MaxExamples}.");
        }

        foreach (var example in examples.OfType<QueryExample.Raw>())
        {
            if (example.Values.Length != dimension)
            {
                throw Invalid($"The query has {example.Values.Length} dimensions; the collection has {dimension}.");
            }

            PointBatchRules.CheckUnitLength(example.Values.Span, id: null);
        }
    }

    /// <summary>Throws InvalidRequest for a limit outside 1 to <see cref="MaxLimit"/>.</summary>
    public static void CheckLimit(int limit)
    {
        if (limit is < 1 or > MaxLimit)
        {
            throw Invalid($"A limit of {limit} is outside 1 to {MaxLimit}.");
        }
    }

    /// <summary>Throws InvalidRequest for a filter that compares what cannot be compared.</summary>
    public static void CheckFilter(Filter? filter, int depth = 0)
    {
        if (depth > 32)
        {
            throw Invalid("The filter is nested more than 32 deep.");
        }

        switch (filter)
        {
            case Filter.All all:
                CheckEach(all.Conditions, depth);
                break;
            case Filter.Any any:
                CheckEach(any.Conditions, depth);
                break;
            case Filter.Not not:
                CheckFilter(not.Condition, depth + 1);
                break;
            case Filter.Match match when match.AnyOf.Any(static v => v is not (PayloadValue.Text or PayloadValue.Integer or PayloadValue.Truth)):
                throw Invalid($"Field '{match.Field}' can be compared with texts, integers and truth values; use a range for numbers.");
            case Filter.GeoRadius geo when !(geo.RadiusMetres > 0 && Math.Abs(geo.Latitude) <= 90 && Math.Abs(geo.Longitude) <= 180):
                throw Invalid($"The circle asked of field '{geo.Field}' is not a place with a radius above 0 m.");
        }

        if (filter is not null && FilterMatcher.FieldOf(filter) is "")
        {
            throw Invalid("A filter names no field.");
        }
    }

    /// <summary>All examples of a scoring: positives before negatives, the target first, pairs as positive, negative in turn.</summary>
    public static IReadOnlyList<QueryExample> ExamplesOf(Scoring scoring) => scoring switch
    {
        Scoring.Nearest nearest => [nearest.Example],
        Scoring.AverageVector average => [.. average.Positive, .. average.Negative],
        Scoring.BestScore best => [.. best.Positive, .. best.Negative],
        Scoring.SumScores sum => [.. sum.Positive, .. sum.Negative],
        Scoring.Discover discover => [discover.Target, .. discover.Pairs.SelectMany(static p => new[] { p.Positive, p.Negative })],
        Scoring.Context context => [.. context.Pairs.SelectMany(static p => new[] { p.Positive, p.Negative })],
        _ => throw new NotSupportedException($"No rule for {scoring.GetType().Name}."),
    };

    private static void CheckEach(IReadOnlyList<Filter> conditions, int depth)
    {
        foreach (var condition in conditions)
        {
            CheckFilter(condition, depth + 1);
        }
    }

    private static FailureException Invalid(string detail) => new(FailureKind.InvalidRequest, detail);
}

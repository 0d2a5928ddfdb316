using Cluster.Domain.Outcomes;
using Cluster.VectorIndex.Qdrant.Wire;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>Queries in the server's words.</summary>
internal static class QdrantQueries
{
    /// <summary>From here on it costs more to bring equals into order than their order is worth.</summary>
    public const ulong MostEquals = 2_048;

    // The server breaks ties its own way; with a few answers more than wanted, most ties at the end fall inside at once.
    private const int TieMargin = 32;

    public static QueryPoints Write(string collection, VectorQuery query, QdrantVectorIndexOptions options, QdrantVersion server)
    {
        var message = new QueryPoints
        {
            CollectionName = collection,
            Query = Write(query.By, server),
            Using = QdrantPoints.VectorName,
            Limit = (ulong)(query.Limit + TieMargin + (query.After?.Rank ?? 0)),
            Params = new SearchParams
            {
                Exact = query.Exact || options.ExactSearch || query.After is not null,
                Quantization = new QuantizationSearchParams { Ignore = query.Exact, Rescore = true, Oversampling = options.Oversampling },
            },
            WithVectors = QdrantPoints.WithVectors(query.Select),
            WithPayload = QdrantPoints.WithPayload(query.Select),
            Timeout = (ulong)Math.Max(1, Math.Ceiling(options.ReadTimeout.TotalSeconds)),
        };
        if (options.SearchBreadth is { } breadth)
        {
            message.Params.HnswEf = (ulong)Math.Max(breadth, query.Limit);
        }

        if (QdrantFilters.Write(query.Filter) is { } filter)
        {
            message.Filter = filter;
        }

        if (query.ScoreAbove is { } threshold)
        {
            message.ScoreThreshold = threshold;
        }

        return message;
    }

    /// <summary>How many to ask for when a page did not lie among so many.</summary>
    /// <exception cref="FailureException">InvalidRequest: the page lies too deep.</exception>
    public static ulong Deeper(ulong limit) => limit <= VectorQueryRules.MaxLimit
        ? limit * 2
        : throw new FailureException(FailureKind.InvalidRequest, $"The page lies deeper than {VectorQueryRules.MaxLimit} answers. Narrow the question by a filter.");

    private static Query Write(Scoring scoring, QdrantVersion server) => scoring switch
    {
        Scoring.Nearest nearest => new Query { Nearest = Write(nearest.Example) },
        Scoring.AverageVector average => Recommend(average.Positive, average.Negative, RecommendStrategy.AverageVector),
        Scoring.BestScore best => Recommend(best.Positive, best.Negative, RecommendStrategy.BestScore),
        Scoring.SumScores sum when server.HasSumScores => Recommend(sum.Positive, sum.Negative, RecommendStrategy.SumScores),
        Scoring.SumScores => throw new FailureException(FailureKind.InvalidRequest, $"Sums of scores need Qdrant 1.14; the server is {server}."),
        Scoring.Discover discover => new Query { Discover = new DiscoverInput { Target = Write(discover.Target), Context = Write(discover.Pairs) } },
        Scoring.Context context => new Query { Context = Write(context.Pairs) },
        _ => throw new NotSupportedException($"No query for {scoring.GetType().Name}."),
    };

    private static Query Recommend(IEnumerable<QueryExample> positive, IEnumerable<QueryExample> negative, RecommendStrategy strategy) =>
        new() { Recommend = new RecommendInput { Positive = { positive.Select(Write) }, Negative = { negative.Select(Write) }, Strategy = strategy } };

    private static ContextInput Write(IEnumerable<(QueryExample Positive, QueryExample Negative)> pairs) => new()
    {
        Pairs = { pairs.Select(static pair => new ContextInputPair { Positive = Write(pair.Positive), Negative = Write(pair.Negative) }) },
    };

    private static VectorInput Write(QueryExample example) => example switch
    {
        QueryExample.Point point => new VectorInput { Id = QdrantPoints.Write(point.Id) },
        QueryExample.Raw raw => new VectorInput { Dense = QdrantPoints.Dense(raw.Values) },
        _ => throw new NotSupportedException($"No input for {example.GetType().Name}."),
    };
}

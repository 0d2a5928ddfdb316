using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Recommendations;
using Cluster.Domain.Retrieval;
using Cluster.TestSupport;
using static Cluster.VectorIndex.Tests.Conformance.TestPoints;

namespace Cluster.VectorIndex.Tests.Conformance;

/// <summary>Scores and their order: the worked cases of the reference, and agreement with plain arithmetic on random points.</summary>
public abstract class ScoreConformance(VectorIndexHost host) : ConformanceTests(host)
{
    [Theory]
    [InlineData("nearest")]
    [InlineData("nearest_by_id_1")]
    [InlineData("average_vector")]
    [InlineData("best_score")]
    [InlineData("best_score_negatives_only")]
    [InlineData("sum_scores")]
    [InlineData("discover")]
    [InlineData("context")]
    public async Task A_worked_case_of_the_reference_comes_out(string name)
    {
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(SharedData.Path("goldens", "qdrant-scores.json"), Cancellation));
        var collection = await Host.NewCollectionAsync(Batch(document.RootElement.GetProperty("points").EnumerateObject()
            .Select(p => (Id(int.Parse(p.Name)), Unit(p.Value), NoPayload))));
        var hits = await Index.QueryAsync(collection, new VectorQuery(CaseOf(name, document), 100), Cancellation);

        var expected = document.RootElement.GetProperty("cases").GetProperty(name).GetProperty("result").EnumerateArray()
            .Select(e => (Id: Id(e[0].GetInt32()), Score: e[1].GetSingle())).ToList();
        Assert.Equal(expected.Count, hits.Count);
        foreach (var (id, score) in expected)
        {
            Assert.Equal(score, hits.Single(hit => hit.Id == id).Score, Tolerance(score));
        }

        // Neighbours in the reference order may change places only where their scores are equal but for rounding.
        for (var i = 0; i < hits.Count; i++)
        {
            Assert.Equal(expected[i].Score, hits[i].Score, Tolerance(expected[i].Score));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(67)]
    [InlineData(512)]
    public async Task Nearest_agrees_with_plain_arithmetic(int dimension)
    {
        var batch = TestPoints.Random(7, 300, dimension);
        var collection = await Host.NewCollectionAsync(batch);
        var query = UnitVector(new Random(8), dimension);
        var hits = await Index.QueryAsync(collection, new VectorQuery(new Scoring.Nearest(Raw(query)), 300), Cancellation);
        Assert.Equal(300, hits.Count);
        foreach (var hit in hits)
        {
            Assert.Equal(Dot(VectorOf(batch, (int)hit.Id.Low - 1).Span, query), hit.Score, 1e-5);
        }

        Assert.Equal(hits.OrderBy(hit => hit, ScoreOrder.Instance).Select(hit => hit.Id), hits.Select(hit => hit.Id));
        var best = await Index.QueryAsync(collection, new VectorQuery(new Scoring.Nearest(Raw(query)), 7), Cancellation);
        Assert.Equal(hits.Take(7).Select(hit => hit.Id), best.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Equal_scores_come_by_ascending_id()
    {
        var collection = await Host.NewCollectionAsync(Batch(new[] { 9, 3, 7, 1, 5 }.Select(i => (Id(i), new float[] { 0, 1 }, NoPayload))));
        var hits = await Index.QueryAsync(collection, new VectorQuery(new Scoring.Nearest(Raw(0, 1)), 5), Cancellation);
        Assert.Equal(new[] { 1, 3, 5, 7, 9 }.Select(Id), hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Equal_scores_come_by_ascending_id_however_many_of_them_lie_beyond_the_end()
    {
        var collection = await Host.NewCollectionAsync(Batch(
            Enumerable.Range(1, 300).Select(i => (Id(i), new float[] { 0, 1 }, NoPayload)).Append((Id(999), [1, 0], NoPayload))));
        var query = new VectorQuery(new Scoring.Nearest(Raw(0, 1)), 5) { Exact = true };
        Assert.Equal(Enumerable.Range(1, 5).Select(Id), Ids(await Index.QueryAsync(collection, query, Cancellation)));
        var context = new VectorQuery(new Scoring.Context([(Raw(0, 1), Raw(1, 0))]), 7) { Exact = true };
        Assert.Equal(Enumerable.Range(1, 7).Select(Id), Ids(await Index.QueryAsync(collection, context, Cancellation)));
    }

    [Fact]
    public async Task Only_scores_above_the_threshold_come()
    {
        var collection = await Host.NewCollectionAsync(Batch([(Id(1), [1, 0], NoPayload), (Id(2), [0, 1], NoPayload), (Id(3), [-1, 0], NoPayload)]));
        var query = new VectorQuery(new Scoring.Nearest(Raw(1, 0)), 5);
        Assert.Equal([Id(1)], Ids(await Index.QueryAsync(collection, query with { ScoreAbove = 0 }, Cancellation)));
        Assert.Equal([Id(1), Id(2)], Ids(await Index.QueryAsync(collection, query with { ScoreAbove = -0.5f }, Cancellation)));
        Assert.Empty(await Index.QueryAsync(collection, query with { ScoreAbove = 1 }, Cancellation));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(64)]
    public async Task Pages_hold_every_point_once_though_points_are_written_between_them(int size)
    {
        const int Points = 150;
        var collection = await Host.NewCollectionAsync(TestPoints.Random(11, Points, 8));

        // Some score exactly alike, so that a page may end among equals.
        await Index.UpsertAsync(collection, Batch(Enumerable.Range(501, 20).Select(i => (Id(i), new float[] { 1, 0, 0, 0, 0, 0, 0, 0 }, NoPayload))), Cancellation);
        var query = new VectorQuery(new Scoring.Nearest(Raw(1, 0, 0, 0, 0, 0, 0, 0)), size) { Exact = true };
        var seen = new List<ScoredPoint>();
        for (var first = 1_000; ; first += 20)
        {
            var page = await Index.QueryAsync(collection, query with { After = seen.Count == 0 ? null : new ScorePlace(seen[^1].Score, seen[^1].Id, seen.Count) }, Cancellation);
            seen.AddRange(page);
            if (page.Count < size)
            {
                break;
            }

            // What comes in may answer too, or lie before the place where the pages are; it moves nothing.
            await Index.UpsertAsync(collection, first < 1_200 ? TestPoints.Random(first, 20, 8, first: first) : TestPoints.Random(11, 1, 8), Cancellation);
        }

        Assert.Equal(seen.Select(hit => hit.Id).Distinct().Count(), seen.Count);
        Assert.Equal(seen.OrderBy(hit => hit, ScoreOrder.Instance).Select(hit => hit.Id), seen.Select(hit => hit.Id));
        var there = Enumerable.Range(1, Points).Concat(Enumerable.Range(501, 20)).Select(Id);
        Assert.Empty(there.Except(seen.Select(hit => hit.Id)));
    }

    [Fact]
    public async Task Every_example_given_by_id_is_left_out_of_the_answer()
    {
        var collection = await Host.NewCollectionAsync(TestPoints.Random(5, 30, 8));
        foreach (var scoring in new Scoring[]
        {
            new Scoring.Nearest(Point(1)),
            new Scoring.AverageVector([Point(1), Point(2)], [Point(3)]),
            new Scoring.BestScore([Point(1)], [Point(2), Point(3)]),
            new Scoring.SumScores([Point(1), Point(2)], [Point(3)]),
            new Scoring.Discover(Point(1), [(Point(2), Point(3))]),
            new Scoring.Context([(Point(1), Point(2)), (Point(3), Point(1))]),
        })
        {
            var left = scoring is Scoring.Nearest ? 29 : 27;
            var hits = await Index.QueryAsync(collection, new VectorQuery(scoring, 100), Cancellation);
            Assert.Equal(left, hits.Count);
            Assert.DoesNotContain(Id(1), Ids(hits));
        }
    }

    [Fact]
    public async Task The_parts_asked_for_come_with_the_answer()
    {
        var batch = TestPoints.Random(5, 10, 8, i => Payload(("n", i), ("other", "x")));
        var collection = await Host.NewCollectionAsync(batch);
        var query = new VectorQuery(new Scoring.Nearest(Point(1)), 3);
        Assert.All(await Index.QueryAsync(collection, query, Cancellation), hit => Assert.True(hit.Payload.Count == 0 && hit.Vector is null));
        Assert.All(
            await Index.QueryAsync(collection, query with { Select = new PointSelector(true, ["n"]) }, Cancellation),
            hit =>
            {
                Assert.Equal(["n"], hit.Payload.Keys);
                AssertSame(VectorOf(batch, (int)hit.Id.Low - 1), hit.Vector);
            });
    }

    [Fact]
    public async Task Candidates_of_a_query_can_be_made_diverse()
    {
        var collection = await Host.NewCollectionAsync(
            Batch([(Id(1), [1, 0], NoPayload), (Id(2), [0.9999f, 0.0141f], NoPayload), (Id(3), [0.8f, 0.6f], NoPayload)]));
        var query = new VectorQuery(new Scoring.Nearest(Raw(1, 0)), 3) { Select = PointSelector.Everything };
        var candidates = await Index.QueryAsync(collection, query, Cancellation);
        Assert.Equal([Id(1), Id(2)], Ids(MaximalMarginalRelevance.Choose(candidates, 0, 2)));
        Assert.Equal([Id(1), Id(3)], Ids(MaximalMarginalRelevance.Choose(candidates, 0.8f, 2)));
    }

    [Fact]
    public async Task A_query_that_cannot_be_asked_is_refused()
    {
        var collection = await Host.NewCollectionAsync(TestPoints.Random(5, 3, 2));
        await RefusedAsync(new VectorQuery(new Scoring.Nearest(Raw(1, 0, 0)), 1));
        await RefusedAsync(new VectorQuery(new Scoring.Nearest(Raw(2, 0)), 1));
        await RefusedAsync(new VectorQuery(new Scoring.Nearest(Raw(float.NaN, 0)), 1));
        await RefusedAsync(new VectorQuery(new Scoring.Nearest(Raw(1, 0)), 0));
        await RefusedAsync(new VectorQuery(new Scoring.Nearest(Raw(1, 0)), 10_001));
        await RefusedAsync(new VectorQuery(new Scoring.AverageVector([], [Point(1)]), 1));
        await RefusedAsync(new VectorQuery(new Scoring.BestScore([], []), 1));
        await RefusedAsync(new VectorQuery(new Scoring.SumScores([], []), 1));
        await RefusedAsync(new VectorQuery(new Scoring.Context([]), 1));
        await FailsAsync(
            FailureKind.PointNotFound, () => Index.QueryAsync(collection, new VectorQuery(new Scoring.Nearest(Point(99)), 1), Cancellation));

        Task RefusedAsync(VectorQuery query) => FailsAsync(FailureKind.InvalidRequest, () => Index.QueryAsync(collection, query, Cancellation));
    }

    [Fact]
    public async Task An_empty_collection_answers_nothing()
    {
        var collection = await Host.NewCollectionAsync(2);
        Assert.Empty(await Index.QueryAsync(collection, new VectorQuery(new Scoring.Nearest(Raw(1, 0)), 5), Cancellation));
    }

    private static IEnumerable<PointId> Ids(IEnumerable<ScoredPoint> hits) => hits.Select(hit => hit.Id);

    private static float Tolerance(float score) => (1e-4f * MathF.Abs(score)) + 1e-5f;

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }

        return sum;
    }

    private static float[] Unit(JsonElement values)
    {
        var vector = values.EnumerateArray().Select(v => v.GetSingle()).ToArray();
        ScoreFormulas.Normalise(vector);
        return vector;
    }

    private static Scoring CaseOf(string name, JsonDocument document)
    {
        var data = document.RootElement.GetProperty("cases").GetProperty(name);
        return name switch
        {
            "nearest" => new Scoring.Nearest(Raw(Unit(data.GetProperty("query")))),
            "nearest_by_id_1" => new Scoring.Nearest(Point(data.GetProperty("query_id").GetInt32())),
            "average_vector" => new Scoring.AverageVector(Points("positive"), Points("negative")),
            "best_score" or "best_score_negatives_only" => new Scoring.BestScore(Points("positive"), Points("negative")),
            "sum_scores" => new Scoring.SumScores(Points("positive"), Points("negative")),
            "discover" => new Scoring.Discover(Point(data.GetProperty("target").GetInt32()), Pairs()),
            _ => new Scoring.Context(Pairs()),
        };

        IReadOnlyList<QueryExample> Points(string list) => [.. data.GetProperty(list).EnumerateArray().Select(e => Point(e.GetInt32()))];

        IReadOnlyList<(QueryExample, QueryExample)> Pairs() =>
            [.. data.GetProperty("context").EnumerateArray().Select(e => (Point(e[0].GetInt32()), Point(e[1].GetInt32())))];
    }
}

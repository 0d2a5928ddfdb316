using Cluster.Domain.Recommendations;
using Cluster.Domain.Retrieval;
using Cluster.VectorIndex.Tests.Embedded;
using Cluster.VectorIndex.Tests.Qdrant;
using static Cluster.VectorIndex.Tests.Conformance.TestPoints;

namespace Cluster.VectorIndex.Tests;

/// <summary>The same points and questions to both engines: the same answers in the same order, scores within one part in 10,000.</summary>
public sealed class AgreementTests(EmbeddedHost embedded, FakeQdrantHost newer, OldFakeQdrantHost older)
    : IClassFixture<EmbeddedHost>, IClassFixture<FakeQdrantHost>, IClassFixture<OldFakeQdrantHost>
{
    private const int Points = 600;
    private const int Dimension = 48;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_engines_answer_every_kind_of_question_alike()
    {
        var batch = Random(21, Points, Dimension, static i => Payload(("colour", i % 3 == 0 ? "red" : "blue"), ("size", i % 50)));
        var random = new Random(22);
        var raw = new QueryExample.Raw(UnitVector(random, Dimension));
        var pairs = new[] { (Point(5), Point(6)), (Point(7), (QueryExample)raw), (Point(8), Point(9)) };
        Scoring[] scorings =
        [
            new Scoring.Nearest(raw),
            new Scoring.Nearest(Point(4)),
            new Scoring.AverageVector([Point(1), raw], [Point(2)]),
            new Scoring.AverageVector([Point(1), Point(3)], []),
            new Scoring.BestScore([Point(1), Point(2)], [Point(3)]),
            new Scoring.BestScore([], [Point(3), raw]),
            new Scoring.SumScores([Point(1), raw], [Point(3), Point(4)]),
            new Scoring.Discover(raw, pairs),
            new Scoring.Discover(Point(10), []),
            new Scoring.Context(pairs),
        ];
        Filter?[] filters = [null, new Filter.Match("colour", ["red"]), new Filter.Not(new Filter.Match("size", [3L]))];
        var ours = await embedded.NewCollectionAsync(batch);
        foreach (var qdrant in new FakeQdrantHost[] { newer, older })
        {
            var theirs = await qdrant.NewCollectionAsync(batch);
            foreach (var (scoring, filter) in scorings.SelectMany(scoring => filters.Select(filter => (scoring, filter))))
            {
                var query = new VectorQuery(scoring, 40) { Filter = filter, Exact = true, Select = PointSelector.Everything };
                var (a, b) = (await embedded.Index.QueryAsync(ours, query, Cancellation), await qdrant.Index.QueryAsync(theirs, query, Cancellation));
                AssertAlike(scoring, a, b);
                if (scoring is Scoring.Nearest)
                {
                    AssertAlike(scoring, MaximalMarginalRelevance.Choose(a, 0.6f, 10), MaximalMarginalRelevance.Choose(b, 0.6f, 10));
                }
            }

            Assert.Equal(await embedded.Index.FacetAsync(ours, "size", filters[1], 20, Cancellation), await qdrant.Index.FacetAsync(theirs, "size", filters[1], 20, Cancellation));
        }
    }

    private static void AssertAlike(Scoring scoring, IReadOnlyList<ScoredPoint> a, IReadOnlyList<ScoredPoint> b)
    {
        Assert.Equal(a.Count, b.Count);
        for (var i = 0; i < a.Count; i++)
        {
            var bound = (1e-4 * Math.Abs(a[i].Score)) + 1e-6;
            Assert.True(Math.Abs(a[i].Score - b[i].Score) <= bound, $"{scoring}: place {i} scores {a[i].Score} and {b[i].Score}");

            // Only where two scores are the same but for rounding may their points stand the other way round.
            Assert.True(a[i].Id == b[i].Id || a.Any(hit => hit.Id == b[i].Id && Math.Abs(hit.Score - b[i].Score) <= bound), $"{scoring}: place {i}");
        }
    }
}

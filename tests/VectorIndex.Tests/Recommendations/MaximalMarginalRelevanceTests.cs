using System.Numerics.Tensors;
using System.Text.Json;
using CsCheck;
using Cluster.Domain.Recommendations;
using Cluster.Domain.Retrieval;
using Cluster.TestSupport;
using Cluster.VectorIndex.Tests.Conformance;

namespace Cluster.VectorIndex.Tests.Recommendations;

public sealed class MaximalMarginalRelevanceTests
{
    // Vectors on few directions, so that equal scores are common.
    private static readonly Gen<ScoredPoint[]> Candidates =
        Gen.Int[0, 5].Array[0, 20].Select(axes => axes.Select((axis, i) => Candidate(i, axis)).ToArray());

    [Theory]
    [InlineData("mmr_diversity_0.0")]
    [InlineData("mmr_diversity_0.5")]
    [InlineData("mmr_diversity_0.8")]
    public void A_worked_case_of_the_reference_comes_out(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("goldens", "qdrant-scores.json")));
        var data = document.RootElement.GetProperty("cases").GetProperty(name);
        var query = Floats(data.GetProperty("query"));
        ScoreFormulas.Normalise(query);
        var candidates = document.RootElement.GetProperty("stored").EnumerateObject().Select(p =>
        {
            var vector = Floats(p.Value);
            return new ScoredPoint(TestPoints.Id(int.Parse(p.Name)), TensorPrimitives.Dot<float>(query, vector), TestPoints.NoPayload) { Vector = vector };
        }).ToList();

        var chosen = MaximalMarginalRelevance.Choose(candidates, data.GetProperty("diversity").GetSingle(), data.GetProperty("limit").GetInt32());

        var expected = data.GetProperty("result").EnumerateArray().Select(e => (TestPoints.Id(e[0].GetInt32()), e[1].GetSingle())).ToList();
        Assert.Equal(expected.Select(e => e.Item1), chosen.Select(c => c.Id));
        Assert.All(expected.Zip(chosen), pair => Assert.Equal(pair.First.Item2, pair.Second.Score, 1e-5f));
    }

    [Fact]
    public void Without_diversity_the_choice_is_the_score_order() => Candidates.Sample(candidates =>
        MaximalMarginalRelevance.Choose(candidates, 0, candidates.Length).Select(c => c.Id)
            .SequenceEqual(candidates.Order(ScoreOrder.Instance).Select(c => c.Id)));

    [Fact]
    public void The_choice_does_not_depend_on_the_order_of_the_candidates() =>
        Gen.Select(Candidates, Gen.Float[0, 1], Gen.Int[0, 25], Gen.Int).Sample((candidates, diversity, limit, seed) =>
        {
            var shuffled = candidates.ToArray();
            new Random(seed).Shuffle(shuffled);
            return MaximalMarginalRelevance.Choose(candidates, diversity, limit).Select(c => c.Id)
                .SequenceEqual(MaximalMarginalRelevance.Choose(shuffled, diversity, limit).Select(c => c.Id));
        });

    [Fact]
    public void A_smaller_limit_gives_the_beginning_of_the_same_choice_and_no_point_twice() =>
        Gen.Select(Candidates, Gen.Float[0, 1], Gen.Int[0, 25]).Sample((candidates, diversity, limit) =>
        {
            var all = MaximalMarginalRelevance.Choose(candidates, diversity, candidates.Length).Select(c => c.Id).ToList();
            return all.Distinct().Count() == candidates.Length
                && MaximalMarginalRelevance.Choose(candidates, diversity, limit).Select(c => c.Id).SequenceEqual(all.Take(limit));
        });

    [Fact]
    public void Every_choice_is_the_best_of_what_is_left() =>
        Gen.Select(Candidates, Gen.Float[0, 1]).Sample((candidates, diversity) =>
        {
            var chosen = MaximalMarginalRelevance.Choose(candidates, diversity, candidates.Length);
            for (var step = 1; step < chosen.Count; step++)
            {
                var before = chosen.Take(step).ToList();
                var best = chosen.Skip(step).Max(c => Worth(c, before, diversity));
                Assert.Equal(best, Worth(chosen[step], before, diversity), 1e-6);
            }
        });

    [Fact]
    public void Candidates_without_a_vector_and_a_diversity_out_of_range_are_refused()
    {
        var candidate = Candidate(1, 1);
        Assert.Throws<ArgumentException>(() => MaximalMarginalRelevance.Choose([candidate with { Vector = null }], 0.5f, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaximalMarginalRelevance.Choose([candidate], 1.1f, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaximalMarginalRelevance.Choose([candidate], float.NaN, 1));
    }

    private static double Worth(ScoredPoint candidate, List<ScoredPoint> chosen, float diversity) =>
        ((1.0 - diversity) * candidate.Score)
        - (diversity * chosen.Max(c => (double)TensorPrimitives.Dot(c.Vector!.Value.Span, candidate.Vector!.Value.Span)));

    private static ScoredPoint Candidate(int number, int axis)
    {
        var angle = axis * MathF.PI / 6;
        var vector = new[] { MathF.Cos(angle), MathF.Sin(angle) };
        return new ScoredPoint(TestPoints.Id(number), vector[0], TestPoints.NoPayload) { Vector = vector };
    }

    private static float[] Floats(JsonElement values) => values.EnumerateArray().Select(v => v.GetSingle()).ToArray();
}

using System.Text.Json;
using CsCheck;
using Cluster.Domain.Recommendations;
using Cluster.TestSupport;

namespace Cluster.VectorIndex.Tests.Recommendations;

public sealed class ScoreFormulasTests
{
    [Fact]
    public void Raw_vectors_weigh_by_their_length_in_an_average_as_in_the_reference()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("goldens", "qdrant-scores.json")));
        var expected = document.RootElement.GetProperty("cases").GetProperty("average_vector_raw_magnitude").GetProperty("query_after_normalise");
        var query = ScoreFormulas.Average([new float[] { 10, 0, 0, 0 }, new float[] { 0, 1, 0, 0 }], []);
        Assert.All(expected.EnumerateArray().Zip(query), pair => Assert.Equal(pair.First.GetSingle(), pair.Second, 1e-6f));
    }

    [Fact]
    public void Squeezing_keeps_the_order_and_stays_within_its_bounds() =>
        Gen.Select(Gen.Float[-100, 100], Gen.Float[-100, 100]).Sample((a, b) =>
            ScoreFormulas.FastSigmoid(a) is > -1 and < 1
            && ScoreFormulas.ScaledSigmoid(a) is > 0 and < 1
            && (a <= b || ScoreFormulas.ScaledSigmoid(a) >= ScoreFormulas.ScaledSigmoid(b)));

    [Fact]
    public void A_negative_as_near_as_the_best_positive_wins() => Assert.True(ScoreFormulas.Best([0.5f, 0.2f], [0.5f]) < 0);

    [Fact]
    public void A_pair_as_near_on_both_sides_counts_nothing() => Assert.Equal(ScoreFormulas.ScaledSigmoid(0.3f), ScoreFormulas.Discover(0.3f, [0.5f, 0.5f]));

    [Fact]
    public void A_vector_without_direction_is_left_as_it_is()
    {
        float[] zero = [0, 0];
        ScoreFormulas.Normalise(zero);
        Assert.Equal([0, 0], zero);
    }
}

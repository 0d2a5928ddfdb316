using System.Numerics.Tensors;
using Cluster.Domain.Shoppers;
using CsCheck;

namespace Cluster.Domain.Tests.Shoppers;

public sealed class InterestsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(float[] Vector, float Strength, int Hour)> Met =
        Gen.Select(Gen.Float[-1, 1].Array[8].Where(static v => TensorPrimitives.Norm<float>(v) > 0.1f), Gen.Float[1, 5], Gen.Int[0, 2_000]).Select(static (v, s, h) => (Unit(v), s, h));

    [Fact]
    public void However_many_items_are_met_interests_stay_few_of_unit_length_and_weigh_what_is_left() => Met.Array[1, 60].Sample(static met =>
    {
        IReadOnlyList<InterestMode> modes = [];
        foreach (var (vector, strength, hour) in met)
        {
            modes = Interests.Meet(modes, vector, strength, Start.AddHours(hour));
        }

        Assert.InRange(modes.Count, 1, InterestRules.MaxModes);
        Assert.All(modes, static mode => Assert.Equal(1, TensorPrimitives.Norm(mode.Direction.Span), 1e-4));

        // Nothing that was met is lost or counted twice: what all weigh is what each has left.
        var now = Start.AddHours(2_000);
        var left = met.Sum(item => item.Strength * InterestRules.Left(now - Start.AddHours(item.Hour)));
        Assert.Equal(left, modes.Sum(mode => mode.WeightAt(now)), left * 1e-3);
    }, iter: 200);

    [Fact]
    public void Two_tastes_stay_apart_and_their_mean_is_no_interest()
    {
        IReadOnlyList<InterestMode> modes = [];
        var random = new Random(3);
        for (var i = 0; i < 40; i++)
        {
            var vector = Array.ConvertAll(new float[8], _ => (float)(random.NextDouble() - 0.5) * 0.2f);
            vector[i % 2] += 1;
            modes = Interests.Meet(modes, Unit(vector), 1, Start.AddMinutes(i));
        }

        foreach (var axis in new[] { 0, 1 })
        {
            Assert.Contains(modes, mode => mode.Direction.Span[axis] > 0.95f);
        }

        Assert.All(modes, static mode => Assert.True(MathF.Min(mode.Direction.Span[0], mode.Direction.Span[1]) < 0.4f));
    }

    [Fact]
    public void Fewer_interests_keep_a_small_one_that_lies_apart()
    {
        float[][] many = [[1, 0, 0], [0.9f, 0.1f, 0], [0.9f, 0, 0.1f], [0.8f, 0.2f, 0], [0, 0, 1]];
        var few = Interests.AtMost([.. many.Select((vector, i) => new InterestMode(Unit(vector), i == 4 ? 1 : 5, Start))], 2);
        Assert.Equal([1f, 20f], few.Select(static mode => mode.Weight).Order());
        Assert.Equal(1, few.MinBy(static mode => mode.Weight)!.Direction.Span[2], 1e-5);
    }

    [Fact]
    public void Interest_halves_in_its_half_life_and_a_late_event_about_the_past_weighs_what_it_would_have()
    {
        float[] one = [1, 0], other = [0, 1];
        var early = Interests.Meet(Interests.Meet([], one, 4, Start), other, 4, Start + InterestRules.HalfLife);
        var late = Interests.Meet(Interests.Meet([], other, 4, Start + InterestRules.HalfLife), one, 4, Start);
        var now = Start + InterestRules.HalfLife;
        Assert.Equal([2f, 4f], early.Select(mode => mode.WeightAt(now)).Order());
        Assert.Equal([2f, 4f], late.Select(mode => mode.WeightAt(now)).Order());
    }

    [Fact]
    public void Aversion_takes_more_off_what_is_more_alike_and_fades()
    {
        IReadOnlyList<InterestMode> aversions = Interests.Meet([], new float[] { 1, 0 }, 3, Start);
        var (same, near, away) = (Aversions.Penalty(aversions, [1, 0], Start), Aversions.Penalty(aversions, [0.8f, 0.6f], Start), Aversions.Penalty(aversions, [-1, 0], Start));
        Assert.Equal(Aversions.Most / 2, same, 1e-5);
        Assert.InRange(near, 0.01f, same - 0.01f);
        Assert.Equal(0, away);
        Assert.True(Aversions.Penalty(aversions, [1, 0], Start.AddDays(90)) < same);
        Assert.Equal(0, Aversions.Penalty([], [1, 0], Start));
    }

    private static float[] Unit(float[] vector)
    {
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }
}

using Cluster.Contracts.Comparisons;
using Cluster.Domain.Identity;
using Cluster.Grains.Comparisons;

namespace Cluster.Grains.Tests.Comparisons;

public sealed class ComparisonMeasuresTests
{
    [Fact]
    public void Purity_is_the_share_of_neighbours_of_the_same_class()
    {
        IReadOnlyList<IReadOnlyList<int>> neighbours = [[1, 2], [0, 2], [0, 1]];
        Assert.Equal((0.5 + 0.5 + 0) / 3, ComparisonMeasures.Purity(neighbours, ["a", "a", "b"])!.Value, 6);
        Assert.Null(ComparisonMeasures.Purity(neighbours, [null, null, null]));
    }

    [Fact]
    public void Agreement_is_one_with_itself_and_none_with_what_shares_nothing()
    {
        IReadOnlyList<IReadOnlyList<int>> one = [[1, 2], [0, 2]];
        Assert.Equal(1, ComparisonMeasures.Agreement(one, one));
        Assert.Equal(0, ComparisonMeasures.Agreement(one, [[3, 4], [5, 6]]));
    }

    [Fact]
    public void The_verdict_takes_the_faster_of_two_that_are_as_good_and_the_better_of_two_that_are_not()
    {
        Assert.StartsWith("Choose quick:", ComparisonVerdict.Of([Figures("slow", 0.80, 10), Figures("quick", 0.79, 50)]), StringComparison.Ordinal);
        Assert.StartsWith("Choose slow:", ComparisonVerdict.Of([Figures("slow", 0.80, 10), Figures("quick", 0.60, 50)]), StringComparison.Ordinal);
    }

    private static EncoderFigures Figures(string encoder, double zeroShot, double speed) =>
        new() { Encoder = new EncoderId(encoder), Family = "OpenClip", Dimension = 4, ZeroShot = zeroShot, ImagesPerSecond = speed };
}

using Cluster.SampleCatalogue.Items;

namespace Cluster.SampleCatalogue.Tests;

public sealed class CombinationTests
{
    [Fact]
    public void Every_kind_in_every_pattern_has_exactly_one_colour_held_out()
    {
        var held = Combination.All.Where(c => c.IsHeldOut).ToList();

        Assert.Equal(18 * 12 * 6, Combination.All.Count);
        Assert.Equal(18 * 6, held.Count);
        Assert.All(held.GroupBy(c => (c.Kind, c.Pattern)), group => Assert.Single(group));
        Assert.All(held.GroupBy(c => (c.Kind, c.Colour)), group => Assert.Single(group));
    }

    [Fact]
    public void Every_colour_is_held_out_of_about_as_many_combinations() =>
        Assert.All(Combination.All.Where(c => c.IsHeldOut).GroupBy(c => c.Colour), group => Assert.InRange(group.Count(), 6, 12));

    [Fact]
    public void Ordinals_are_positions_in_the_list() =>
        Assert.Equal(Enumerable.Range(0, Combination.All.Count), Combination.All.Select(c => c.Ordinal));
}

using Cluster.SampleCatalogue.Items;

namespace Cluster.SampleCatalogue.Tests;

public sealed class CataloguePlanTests
{
    [Fact]
    public void A_longer_catalogue_begins_with_the_shorter_one() =>
        Assert.Equal(CataloguePlan.Items(700, 5), CataloguePlan.Items(3000, 5).Take(700));

    [Fact]
    public void Another_seed_gives_another_catalogue() =>
        Assert.NotEqual(CataloguePlan.Items(50, 5), CataloguePlan.Items(50, 6));

    [Fact]
    public void Keys_are_unique_and_prices_are_above_zero()
    {
        var items = CataloguePlan.Items(4000, 1).ToList();

        Assert.Equal(items.Count, items.Select(i => i.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.All(items, item => Assert.InRange(item.Price, 1, 500_000));
    }

    [Theory]
    [InlineData(CatalogueSplit.Training)]
    [InlineData(CatalogueSplit.HeldOut)]
    public void A_split_keeps_to_its_combinations_and_draws_them_evenly(CatalogueSplit split)
    {
        var items = CataloguePlan.Items(2500, 9, split).ToList();
        var combinations = Combination.All.Where(c => c.IsHeldOut == (split == CatalogueSplit.HeldOut)).ToHashSet();

        Assert.All(items, item => Assert.Contains(item.Combination, combinations));
        var counts = items.CountBy(i => i.Combination).Select(c => c.Value).ToList();
        Assert.Equal(combinations.Count, counts.Count);
        Assert.True(counts.Max() - counts.Min() <= 1);
    }
}

using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.VectorIndex.Tests.Conformance;

/// <summary>Making, finding and dropping collections.</summary>
public abstract class CollectionConformance(VectorIndexHost host) : ConformanceTests(host)
{
    [Fact]
    public async Task A_new_collection_is_found_with_its_space_and_dimension_and_no_points()
    {
        var name = await Host.NewCollectionAsync(8);
        Assert.Equal(new CollectionInfo(name, TestPoints.Space, 8, 0), await Index.FindCollectionAsync(name, Cancellation));
        Assert.Contains(await Index.ListCollectionsAsync(Cancellation), info => info.Name == name && info.Space == TestPoints.Space);
    }

    [Fact]
    public async Task Creating_the_same_collection_again_changes_nothing()
    {
        var name = await Host.NewCollectionAsync(TestPoints.Random(1, 3, 8));
        await Index.CreateCollectionAsync(new CollectionSpec(name, TestPoints.Space, 8), Cancellation);
        Assert.Equal(3, (await Index.FindCollectionAsync(name, Cancellation))!.Points);
    }

    [Fact]
    public async Task Creating_a_collection_of_the_same_name_with_another_space_or_dimension_is_refused()
    {
        var name = await Host.NewCollectionAsync(8);
        await FailsAsync(
            FailureKind.SpaceMismatch, () => Index.CreateCollectionAsync(new CollectionSpec(name, TestPoints.OtherSpace, 8), Cancellation));
        await FailsAsync(FailureKind.SpaceMismatch, () => Index.CreateCollectionAsync(new CollectionSpec(name, TestPoints.Space, 9), Cancellation));
    }

    [Theory]
    [InlineData("", 8)]
    [InlineData("a/b", 8)]
    [InlineData("fine", 0)]
    [InlineData("fine", 65_537)]
    public async Task A_collection_that_cannot_be_is_refused(string name, int dimension) => await FailsAsync(
        FailureKind.InvalidRequest,
        () => Index.CreateCollectionAsync(new CollectionSpec(new CollectionName(name), TestPoints.Space, dimension), Cancellation));

    [Fact]
    public async Task A_dropped_collection_is_gone_with_its_points()
    {
        var name = await Host.NewCollectionAsync(TestPoints.Random(1, 3, 8));
        Assert.True(await Index.DropCollectionAsync(name, Cancellation));
        Assert.False(await Index.DropCollectionAsync(name, Cancellation));
        Assert.Null(await Index.FindCollectionAsync(name, Cancellation));

        await Index.CreateCollectionAsync(new CollectionSpec(name, TestPoints.OtherSpace, 4), Cancellation);
        Assert.Equal(0, await Index.CountAsync(name, null, Cancellation));
    }

    [Fact]
    public async Task Whatever_is_asked_of_a_missing_collection_says_that_it_is_missing()
    {
        var name = Host.NewName();
        var query = new VectorQuery(new Scoring.Nearest(TestPoints.Raw(1, 0)), 1);
        Assert.Null(await Index.FindCollectionAsync(name, Cancellation));
        await FailsAsync(FailureKind.CollectionNotFound, () => Index.UpsertAsync(name, TestPoints.Random(1, 1, 2), Cancellation));
        await FailsAsync(FailureKind.CollectionNotFound, () => Index.GetAsync(name, [TestPoints.Id(1)], PointSelector.IdOnly, Cancellation));
        await FailsAsync(FailureKind.CollectionNotFound, () => Index.SetPayloadAsync(name, [TestPoints.Id(1)], TestPoints.Payload(("a", 1L)), Cancellation));
        await FailsAsync(FailureKind.CollectionNotFound, () => Index.DeleteAsync(name, [TestPoints.Id(1)], Cancellation));
        await FailsAsync(FailureKind.CollectionNotFound, () => Index.QueryAsync(name, query, Cancellation));
        await FailsAsync(FailureKind.CollectionNotFound, () => Index.CountAsync(name, null, Cancellation));
        await FailsAsync(FailureKind.CollectionNotFound, () => Index.ScrollAsync(name, null, 1, null, PointSelector.IdOnly, Cancellation));
        await FailsAsync(FailureKind.CollectionNotFound, () => Index.FacetAsync(name, "a", null, 1, Cancellation));
    }
}

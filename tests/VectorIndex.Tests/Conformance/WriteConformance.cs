using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using static Cluster.VectorIndex.Tests.Conformance.TestPoints;

namespace Cluster.VectorIndex.Tests.Conformance;

/// <summary>Writing, changing, deleting and reading points.</summary>
public abstract class WriteConformance(VectorIndexHost host) : ConformanceTests(host)
{
    [Fact]
    public async Task Every_kind_of_payload_value_comes_back_as_it_was_written()
    {
        var payload = Payload(
            ("text", "Ünïcode \"quoted\" \n ☃ 𝄞"),
            ("empty", ""),
            ("integer", long.MinValue),
            ("number", 1e-300),
            ("whole", 3.0),
            ("truth", true),
            ("nothing", new PayloadValue.Null()),
            ("place", new PayloadValue.Geo(52.5, -13.25)));
        var collection = await Host.NewCollectionAsync(Batch([(Id(1), [1, 0], payload)]));
        var point = Assert.Single(await Index.GetAsync(collection, [Id(1)], PointSelector.Everything, Cancellation));
        Assert.Equal(payload.OrderBy(p => p.Key, StringComparer.Ordinal), point.Payload.OrderBy(p => p.Key, StringComparer.Ordinal));
        AssertSame(new float[] { 1, 0 }, point.Vector);
    }

    [Fact]
    public async Task A_list_comes_back_element_by_element()
    {
        var list = new PayloadValue.Many(["a", 1L, 2.5, false]);
        var collection = await Host.NewCollectionAsync(Batch([(Id(1), [1, 0], Payload(("list", list)))]));
        var point = Assert.Single(await Index.GetAsync(collection, [Id(1)], PointSelector.Payload, Cancellation));
        Assert.Equal(list.Values, Assert.IsType<PayloadValue.Many>(point.Payload["list"]).Values);
        Assert.Null(point.Vector);
    }

    [Fact]
    public async Task Points_come_back_in_the_order_asked_for_without_the_missing_ones_and_with_the_fields_asked_for()
    {
        var collection = await Host.NewCollectionAsync(TestPoints.Random(1, 5, 8, i => Payload(("n", i), ("other", "x"))));
        var points = await Index.GetAsync(collection, [Id(4), Id(99), Id(2)], new PointSelector(false, ["n"]), Cancellation);
        Assert.Equal([Id(4), Id(2)], points.Select(p => p.Id));
        Assert.All(points, p => Assert.Equal(["n"], p.Payload.Keys));
        Assert.All(await Index.GetAsync(collection, [Id(1)], PointSelector.IdOnly, Cancellation), p => Assert.Empty(p.Payload));
    }

    [Fact]
    public async Task Writing_a_point_again_replaces_vector_and_payload_and_does_not_double_it()
    {
        var collection = await Host.NewCollectionAsync(Batch([(Id(1), [1, 0], Payload(("old", 1L))), (Id(2), [0, 1], NoPayload)]));
        await Index.UpsertAsync(collection, Batch([(Id(1), [0, -1], Payload(("new", 2L)))]), Cancellation);

        Assert.Equal(2, await Index.CountAsync(collection, null, Cancellation));
        var point = Assert.Single(await Index.GetAsync(collection, [Id(1)], PointSelector.Everything, Cancellation));
        Assert.Equal(["new"], point.Payload.Keys);
        AssertSame(new float[] { 0, -1 }, point.Vector);
        var best = await Index.QueryAsync(collection, new VectorQuery(new Scoring.Nearest(Raw(0, -1)), 1), Cancellation);
        Assert.Equal(Id(1), Assert.Single(best).Id);
    }

    [Fact]
    public async Task Writes_are_seen_by_queries_that_begin_later()
    {
        var collection = await Host.NewCollectionAsync(TestPoints.Random(1, 20, 8));
        var added = TestPoints.Random(2, 20, 8, first: 21);
        var query = new VectorQuery(new Scoring.Nearest(new QueryExample.Raw(VectorOf(added, 7))), 1);
        Assert.NotEqual(Id(28), (await Index.QueryAsync(collection, query, Cancellation))[0].Id);

        await Index.UpsertAsync(collection, added, Cancellation);
        Assert.Equal(Id(28), (await Index.QueryAsync(collection, query, Cancellation))[0].Id);

        await Index.DeleteAsync(collection, [Id(28)], Cancellation);
        Assert.NotEqual(Id(28), (await Index.QueryAsync(collection, query, Cancellation))[0].Id);
        Assert.Equal(39, await Index.CountAsync(collection, null, Cancellation));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_is_no_fault()
    {
        var collection = await Host.NewCollectionAsync(TestPoints.Random(1, 3, 8));
        Assert.Contains(await Index.DeleteAsync(collection, [Id(1), Id(99)], Cancellation), new long[] { 1, -1 });
        Assert.Equal(2, await Index.CountAsync(collection, null, Cancellation));
        Assert.Empty(await Index.GetAsync(collection, [Id(1)], PointSelector.IdOnly, Cancellation));
    }

    [Fact]
    public async Task Setting_payload_fields_keeps_the_others_and_the_vector_and_makes_no_points()
    {
        var batch = TestPoints.Random(1, 3, 8, i => Payload(("a", i), ("b", "keep")));
        var collection = await Host.NewCollectionAsync(batch);
        await Index.SetPayloadAsync(collection, [Id(1), Id(2), Id(99)], Payload(("a", 70L), ("c", true)), Cancellation);

        var points = await Index.GetAsync(collection, [Id(1), Id(3), Id(99)], PointSelector.Everything, Cancellation);
        Assert.Equal(2, points.Count);
        Assert.Equal(new PayloadValue.Integer(70), points[0].Payload["a"]);
        Assert.Equal(new PayloadValue.Text("keep"), points[0].Payload["b"]);
        Assert.Equal(new PayloadValue.Truth(true), points[0].Payload["c"]);
        Assert.Equal(new PayloadValue.Integer(3), points[1].Payload["a"]);
        AssertSame(VectorOf(batch, 0), points[0].Vector);
    }

    [Fact]
    public async Task Vectors_that_are_not_finite_and_of_length_one_are_refused_and_nothing_is_written()
    {
        var collection = await Host.NewCollectionAsync(2);
        foreach (var bad in new float[][] { [float.NaN, 0], [float.PositiveInfinity, 0], [0, 0], [1.01f, 0], [0.98f, 0] })
        {
            await FailsAsync(
                FailureKind.InvalidRequest, () => Index.UpsertAsync(collection, Batch([(Id(1), [1, 0], NoPayload), (Id(2), bad, NoPayload)]), Cancellation));
        }

        await FailsAsync(FailureKind.InvalidRequest, () => Index.UpsertAsync(collection, Batch([(Id(1), [1, 0, 0], NoPayload)]), Cancellation));
        await FailsAsync(
            FailureKind.InvalidRequest, () => Index.UpsertAsync(collection, Batch([(Id(1), [1, 0], NoPayload), (Id(1), [0, 1], NoPayload)]), Cancellation));
        await FailsAsync(
            FailureKind.InvalidRequest, () => Index.UpsertAsync(collection, Batch([(Id(1), [1, 0], Payload(("x", double.NaN)))]), Cancellation));
        Assert.Equal(0, await Index.CountAsync(collection, null, Cancellation));
    }

    [Fact]
    public async Task Points_of_another_embedding_space_are_refused()
    {
        var collection = await Host.NewCollectionAsync(2);
        var batch = Batch([(Id(1), [1, 0], NoPayload)]) with { Space = OtherSpace };
        await FailsAsync(FailureKind.SpaceMismatch, () => Index.UpsertAsync(collection, batch, Cancellation));
    }

    [Fact]
    public async Task An_empty_batch_is_no_fault()
    {
        var collection = await Host.NewCollectionAsync(2);
        await Index.UpsertAsync(collection, Batch([]), Cancellation);
        Assert.Empty(await Index.GetAsync(collection, [], PointSelector.IdOnly, Cancellation));
        Assert.Contains(await Index.DeleteAsync(collection, [], Cancellation), new long[] { 0, -1 });
    }

    [Fact]
    public async Task A_walk_passes_every_point_once_by_ascending_id()
    {
        var collection = await Host.NewCollectionAsync(TestPoints.Random(1, 25, 4, i => Payload(("n", i))));
        var seen = new List<StoredPoint>();
        ScrollPage? page = null;
        do
        {
            page = await Index.ScrollAsync(collection, page?.Next, 10, null, PointSelector.Everything, Cancellation);
            seen.AddRange(page.Points);
        }
        while (page.Next is not null);
        Assert.Equal(Enumerable.Range(1, 25).Select(Id), seen.Select(p => p.Id));
        Assert.All(seen, p => Assert.NotNull(p.Vector));
        Assert.All(seen, p => Assert.Equal(new PayloadValue.Integer((long)p.Id.Low), p.Payload["n"]));
    }

    [Fact]
    public async Task A_filtered_walk_passes_what_matches()
    {
        var collection = await Host.NewCollectionAsync(TestPoints.Random(1, 25, 4, i => Payload(("even", i % 2 == 0))));
        var filter = new Domain.Retrieval.Filter.Match("even", [true]);
        var first = await Index.ScrollAsync(collection, null, 8, filter, PointSelector.IdOnly, Cancellation);
        var second = await Index.ScrollAsync(collection, first.Next, 8, filter, PointSelector.IdOnly, Cancellation);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => Id(2 * i)), first.Points.Concat(second.Points).Select(p => p.Id));
        Assert.Null(second.Next);
    }
}

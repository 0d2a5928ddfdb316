using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using static Cluster.VectorIndex.Tests.Conformance.TestPoints;

namespace Cluster.VectorIndex.Tests.Conformance;

/// <summary>Filters, facets and counts: the index agrees with <see cref="FilterMatcher"/>, point by point.</summary>
public abstract class FilterConformance(VectorIndexHost host) : ConformanceTests(host)
{
    private const int Points = 200;

    public static TheoryData<string, Filter> Filters => new()
    {
        { "text", new Filter.Match("colour", ["red"]) },
        { "texts", new Filter.Match("colour", ["red", "blue", "none of these"]) },
        { "integer", new Filter.Match("n", [7L]) },
        { "integers", new Filter.Match("n", [7L, 8L, 9L, 1000L]) },
        { "truth", new Filter.Match("even", [true]) },
        { "either truth", new Filter.Match("even", [true, false]) },
        { "mixed kinds", new Filter.Match("mixed", ["three", 3L, true]) },
        { "nothing to equal", new Filter.Match("colour", []) },
        { "list element", new Filter.Match("tags", ["t3"]) },
        { "absent field", new Filter.Match("nowhere", ["x"]) },
        { "range", new Filter.Range("price", GreaterOrEqual: 10, LessThan: 20) },
        { "open range", new Filter.Range("price", GreaterThan: 90) },
        { "range of integers", new Filter.Range("n", GreaterThan: 10, LessOrEqual: 12) },
        { "exists", new Filter.Exists("sometimes") },
        { "words", new Filter.Text("title", "DRESS summer") },
        { "circle", new Filter.GeoRadius("place", 52.0, 13.0, 60_000) },
        { "ids", new Filter.HasId([Id(3), Id(5), Id(9999)]) },
        { "not", new Filter.Not(new Filter.Match("colour", ["red"])) },
        { "not in an absent field", new Filter.Not(new Filter.Exists("sometimes")) },
        { "all", new Filter.All([new Filter.Match("colour", ["red"]), new Filter.Range("price", LessThan: 50)]) },
        { "all of nothing", new Filter.All([]) },
        { "any", new Filter.Any([new Filter.Match("colour", ["red"]), new Filter.Range("price", LessThan: 5)]) },
        { "any of nothing", new Filter.Any([]) },
        {
            "nested",
            new Filter.All([
                new Filter.Any([new Filter.Match("colour", ["red"]), new Filter.Not(new Filter.Match("even", [true]))]),
                new Filter.Not(new Filter.All([new Filter.Exists("sometimes"), new Filter.Range("n", LessThan: 100)])),
            ])
        },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_passes_the_points_that_match(string what, Filter filter)
    {
        var batch = TestPoints.Random(3, Points, 8, PayloadOf);
        var collection = await Host.NewCollectionAsync(batch);
        var expected = Enumerable.Range(0, Points).Where(i => FilterMatcher.Matches(filter, batch.Ids[i], batch.Payloads[i])).Select(i => batch.Ids[i]).ToHashSet();

        Assert.Equal(expected.Count, await Index.CountAsync(collection, filter, Cancellation));
        var query = new VectorQuery(new Scoring.Nearest(new QueryExample.Raw(VectorOf(batch, 0))), Points) { Filter = filter };
        var hits = await Index.QueryAsync(collection, query, Cancellation);
        Assert.True(expected.SetEquals(hits.Select(hit => hit.Id)), what);
        Assert.Equal(expected.Count, hits.Count);

        // Once more, now that a query may have brought the collection into memory.
        Assert.Equal(expected.Count, await Index.CountAsync(collection, filter, Cancellation));
    }

    [Fact]
    public async Task Filters_follow_changes_of_payload()
    {
        var collection = await Host.NewCollectionAsync(TestPoints.Random(3, 50, 8, i => Payload(("state", "old"))));
        var filter = new Filter.Match("state", ["new"]);
        var query = new VectorQuery(new Scoring.Nearest(Raw(1, 0, 0, 0, 0, 0, 0, 0)), 100) { Filter = filter };
        Assert.Empty(await Index.QueryAsync(collection, query, Cancellation));

        await Index.SetPayloadAsync(collection, [Id(3), Id(4)], Payload(("state", "new")), Cancellation);
        await Index.UpsertAsync(collection, TestPoints.Random(4, 1, 8, _ => Payload(("state", "new")), first: 77), Cancellation);
        var hits = await Index.QueryAsync(collection, query, Cancellation);
        Assert.Equal([Id(3), Id(4), Id(77)], hits.Select(hit => hit.Id).Order());
        Assert.Equal(3, await Index.CountAsync(collection, filter, Cancellation));

        await Index.DeleteAsync(collection, [Id(4)], Cancellation);
        Assert.Equal(2, (await Index.QueryAsync(collection, query, Cancellation)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Facets_count_points_by_value_most_frequent_first_then_by_value(bool afterQuery)
    {
        var colours = new[] { "red", "green", "red", "blue", "green", "red", "amber" };
        var collection = await Host.NewCollectionAsync(
            TestPoints.Random(1, colours.Length, 4, i => Payload(("colour", colours[i - 1]), ("size", i % 2), ("tags", new PayloadValue.Many(["x", "x", $"t{i}"])))));

        if (afterQuery)
        {
            await Index.QueryAsync(collection, new VectorQuery(new Scoring.Nearest(Raw(1, 0, 0, 0)), 1), Cancellation);
        }

        Assert.Equal(
            [new("red", 3), new("green", 2), new("amber", 1), new("blue", 1)],
            await Index.FacetAsync(collection, "colour", null, 10, Cancellation));
        Assert.Equal([new("red", 3), new("green", 2)], await Index.FacetAsync(collection, "colour", null, 2, Cancellation));
        Assert.Equal([new(1L, 4), new(0L, 3)], await Index.FacetAsync(collection, "size", null, 10, Cancellation));
        Assert.Equal(new FacetHit("x", 7), (await Index.FacetAsync(collection, "tags", null, 10, Cancellation))[0]);
        Assert.Equal(
            [new("red", 2), new("amber", 1)],
            await Index.FacetAsync(collection, "colour", new Filter.Match("size", [1L]), 2, Cancellation));
        Assert.Empty(await Index.FacetAsync(collection, "nowhere", null, 10, Cancellation));
    }

    [Fact]
    public async Task A_filter_that_compares_what_cannot_be_compared_is_refused()
    {
        var collection = await Host.NewCollectionAsync(4);
        await FailsAsync(
            Domain.Outcomes.FailureKind.InvalidRequest, () => Index.CountAsync(collection, new Filter.Match("price", [1.5]), Cancellation));
    }

    private static Dictionary<string, PayloadValue> PayloadOf(int i)
    {
        var payload = Payload(
            ("colour", new[] { "red", "green", "blue" }[i % 3]),
            ("n", i),
            ("even", i % 2 == 0),
            ("price", i * 0.5),
            ("mixed", (i % 4) switch { 0 => "three", 1 => 3L, 2 => true, _ => 3.0 }),
            ("tags", new PayloadValue.Many([$"t{i % 5}", $"t{i % 7}"])),
            ("title", i % 2 == 0 ? "A long summer-dress, red" : "Dressing gown for summer"),
            ("place", new PayloadValue.Geo(52 + (i % 10 * 0.2), 13)));
        switch (i % 4)
        {
            case 0:
                payload["sometimes"] = "here";
                break;
            case 1:
                payload["sometimes"] = new PayloadValue.Null();
                break;
            case 2:
                payload["sometimes"] = new PayloadValue.Many([]);
                break;
        }

        return payload;
    }
}

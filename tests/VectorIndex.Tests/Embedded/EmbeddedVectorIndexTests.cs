using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.Domain.Retrieval;
using Cluster.TestSupport;
using Cluster.VectorIndex.Embedded;
using static Cluster.VectorIndex.Tests.Conformance.TestPoints;

namespace Cluster.VectorIndex.Tests.Embedded;

/// <summary>What the embedded index promises beyond the port.</summary>
public sealed class EmbeddedVectorIndexTests : IDisposable
{
    private static readonly CollectionName Collection = new("points");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Points_are_there_when_the_file_is_opened_again()
    {
        var batch = TestPoints(300);
        await using (var index = await OpenAsync(dimension: 16))
        {
            await index.UpsertAsync(Collection, batch, Cancellation);
            await index.DeleteAsync(Collection, [Id(5)], Cancellation);
        }

        await using var again = await OpenAsync(dimension: 16);
        Assert.Equal(299, (await again.FindCollectionAsync(Collection, Cancellation))!.Points);
        var query = new VectorQuery(new Scoring.Nearest(new QueryExample.Raw(VectorOf(batch, 41))), 1) { Select = PointSelector.Everything };
        var hit = Assert.Single(await again.QueryAsync(Collection, query, Cancellation));
        Assert.Equal(Id(42), hit.Id);
        Assert.Equal(new PayloadValue.Integer(42), hit.Payload["n"]);
    }

    [Fact]
    public async Task A_query_never_sees_half_of_a_write()
    {
        const int together = 40;
        await using var index = await OpenAsync(dimension: 8);
        var random = new Random(3);
        await WriteAsync();
        using var done = new CancellationTokenSource();
        var query = new VectorQuery(new Scoring.Nearest(Raw(1, 0, 0, 0, 0, 0, 0, 0)), 2 * together);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(
            async () =>
            {
                var asked = 0;
                do
                {
                    var hits = await index.QueryAsync(Collection, query, Cancellation);
                    Assert.Equal(together, hits.Count);
                    Assert.Single(hits.Select(hit => hit.Score).Distinct());
                    asked++;
                }
                while (!done.IsCancellationRequested);
                return asked;
            },
            Cancellation)).ToList();
        for (var i = 0; i < 300; i++)
        {
            await WriteAsync();
        }

        await done.CancelAsync();
        Assert.All(await Task.WhenAll(readers), asked => Assert.True(asked > 0));

        Task WriteAsync()
        {
            var vector = UnitVector(random, 8);
            return index.UpsertAsync(Collection, Batch(Enumerable.Range(1, together).Select(i => (Id(i), vector, NoPayload))), Cancellation);
        }
    }

    [Fact]
    public async Task Writes_that_come_while_the_vectors_are_loaded_are_not_lost()
    {
        await using (var index = await OpenAsync(dimension: 64))
        {
            await index.UpsertAsync(Collection, Random(1, 5_000, 64), Cancellation);
        }

        await using var again = await OpenAsync(dimension: 64);
        var query = new VectorQuery(new Scoring.Nearest(new QueryExample.Raw(UnitVector(new Random(9), 64))), 10_000);
        var first = again.QueryAsync(Collection, query, Cancellation);
        var writes = Enumerable.Range(0, 50).Select(i => again.UpsertAsync(Collection, Random(i, 10, 64, first: 5_001 + (i * 10)), Cancellation)).ToList();
        writes.Add(again.DeleteAsync(Collection, [.. Enumerable.Range(1, 100).Select(Id)], Cancellation));
        await Task.WhenAll([.. writes, first]);
        var hits = await again.QueryAsync(Collection, query, Cancellation);
        Assert.Equal(Enumerable.Range(101, 5_400).Select(Id), hits.Select(hit => hit.Id).Order());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Any_sequence_of_writes_leaves_what_a_dictionary_would_hold(int seed)
    {
        // Long vectors make blocks of few rows, so that blocks fill up, die and are emptied.
        const int dimension = 8192;
        await using var index = await OpenAsync(dimension);
        var random = new Random(seed);
        var model = new Dictionary<PointId, (int Axis, long Tag)>();
        var query = new VectorQuery(new Scoring.Nearest(new QueryExample.Raw(Axis(0, dimension))), 1_000);
        await index.QueryAsync(Collection, query with { Filter = new Filter.Match("tag", [1L]) }, Cancellation);
        for (var step = 0; step < 80; step++)
        {
            var axis = random.Next(8);
            var ids = Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.Next(1, 160)).Distinct().Select(Id).ToList();
            switch (random.Next(10))
            {
                case < 6:
                    await index.UpsertAsync(Collection, Batch(ids.Select(id => (id, Axis(axis, dimension), (IReadOnlyDictionary<string, PayloadValue>)Payload(("tag", 0L))))), Cancellation);
                    ids.ForEach(id => model[id] = (axis, 0));
                    break;
                case < 8:
                    var removed = await index.DeleteAsync(Collection, ids, Cancellation);
                    Assert.Equal(ids.Count(model.Remove), removed);
                    break;
                default:
                    await index.SetPayloadAsync(Collection, ids, Payload(("tag", (long)axis)), Cancellation);
                    ids.Where(model.ContainsKey).ToList().ForEach(id => model[id] = (model[id].Axis, axis));
                    break;
            }

            var filter = new Filter.Match("tag", [(long)axis]);
            var hits = await index.QueryAsync(
                Collection, query with { By = new Scoring.Nearest(new QueryExample.Raw(Axis(axis, dimension))), Filter = filter }, Cancellation);
            Assert.Equal(
                model.Where(p => p.Value.Tag == axis).Select(p => (p.Key, p.Value.Axis == axis ? 1f : 0f)).Order(),
                hits.Select(hit => (hit.Id, hit.Score)).Order());
            Assert.Equal(hits.Count, await index.CountAsync(Collection, filter, Cancellation));
            Assert.Equal(model.Count, await index.CountAsync(Collection, null, Cancellation));
        }
    }

    [Fact]
    public async Task A_scan_of_rounded_vectors_finds_what_an_exact_scan_finds()
    {
        var batch = Random(1, 3_000, 96, i => Payload(("third", i % 3 == 0)));
        await using var exact = await OpenAsync(96, "exact.db");
        await using var rounded = await OpenAsync(96, "rounded.db", options => options.Quantised = true);
        await exact.UpsertAsync(Collection, batch, Cancellation);
        await rounded.UpsertAsync(Collection, batch, Cancellation);
        var random = new Random(2);
        var found = 0;
        for (var i = 0; i < 20; i++)
        {
            var query = new VectorQuery(new Scoring.Nearest(Raw(UnitVector(random, 96))), 10)
            {
                Filter = i % 2 == 0 ? null : new Filter.Match("third", [true]),
            };
            var expected = await exact.QueryAsync(Collection, query, Cancellation);
            var actual = await rounded.QueryAsync(Collection, query, Cancellation);
            found += expected.Select(hit => (hit.Id, hit.Score)).Intersect(actual.Select(hit => (hit.Id, hit.Score))).Count();
        }

        Assert.InRange(found, 198, 200);
    }

    [Fact]
    public async Task A_file_of_something_else_is_refused_and_left_as_it_is()
    {
        var path = _folder.Path("points.db");
        await File.WriteAllTextAsync(path, new string('x', 5_000), Cancellation);
        var failure = Assert.Throws<FailureException>(() => EmbeddedHost.Open(path));
        Assert.Equal(FailureKind.InvalidRequest, failure.Failure.Kind);
        Assert.Equal(new string('x', 5_000), await File.ReadAllTextAsync(path, Cancellation));
    }

    [Fact]
    public async Task A_second_index_on_the_same_file_is_refused()
    {
        await using var index = await OpenAsync(dimension: 4);
        Assert.Equal(FailureKind.Conflict, Assert.Throws<FailureException>(() => EmbeddedHost.Open(_folder.Path("points.db"))).Failure.Kind);
    }

    [Fact]
    public async Task Filters_on_more_fields_than_allowed_are_refused()
    {
        await using var index = await OpenAsync(dimension: 2, configure: options => options.MaxFilterFields = 2);
        await index.UpsertAsync(Collection, Batch([(Id(1), [1, 0], NoPayload)]), Cancellation);
        var query = new VectorQuery(new Scoring.Nearest(Raw(1, 0)), 1);
        await index.QueryAsync(Collection, query with { Filter = new Filter.All([new Filter.Exists("a"), new Filter.Exists("b")]) }, Cancellation);
        var failure = await Assert.ThrowsAsync<FailureException>(
            () => index.QueryAsync(Collection, query with { Filter = new Filter.Exists("c") }, Cancellation));
        Assert.Equal(FailureKind.InvalidRequest, failure.Failure.Kind);
    }

    [Fact]
    public void Options_that_cannot_work_are_refused_all_at_once()
    {
        var options = new EmbeddedVectorIndexOptions { Path = " ", ScanThreads = 0, LogMiB = 0 };
        var result = new EmbeddedVectorIndexOptionsValidator().Validate(null, options);
        Assert.Equal(3, result.Failures!.Count());
        Assert.All(result.Failures!, fault => Assert.StartsWith("VectorIndex:Embedded:", fault, StringComparison.Ordinal));
        Assert.True(new EmbeddedVectorIndexOptionsValidator().Validate(null, new EmbeddedVectorIndexOptions()).Succeeded);
    }

    private static PointBatch TestPoints(int count) => Random(1, count, 16, i => Payload(("n", i)));

    private static float[] Axis(int axis, int dimension)
    {
        var vector = new float[dimension];
        vector[axis] = 1;
        return vector;
    }

    private async Task<EmbeddedVectorIndex> OpenAsync(int dimension, string file = "points.db", Action<EmbeddedVectorIndexOptions>? configure = null)
    {
        var index = EmbeddedHost.Open(_folder.Path(file), configure);
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, dimension), Cancellation);
        return index;
    }
}

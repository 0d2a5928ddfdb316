using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Retrieval;
using Cluster.FakeQdrant;
using Cluster.VectorIndex.Qdrant;
using Cluster.VectorIndex.Qdrant.Wire;
using static Cluster.VectorIndex.Tests.Conformance.TestPoints;

namespace Cluster.VectorIndex.Tests.Qdrant;

/// <summary>What the adapter says to a server.</summary>
public sealed class QdrantVectorIndexTests : IAsyncLifetime
{
    private static readonly CollectionName Collection = new("points");
    private FakeQdrantServer? _server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FakeServerState State => _server!.State;

    public async ValueTask InitializeAsync() => _server = await FakeQdrantServer.StartAsync();

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    [Fact]
    public async Task The_last_request_of_a_write_waits_until_all_are_applied()
    {
        using var index = await OpenAsync();
        await index.UpsertAsync(Collection, Random(1, 300, 8), Cancellation);
        var upserts = State.Calls.Select(call => call.Request).OfType<UpsertPoints>().ToList();
        Assert.Equal([64, 64, 64, 64, 44], upserts.Select(upsert => upsert.Points.Count).OrderDescending());
        Assert.All(upserts.SkipLast(1), upsert => Assert.False(upsert.Wait));
        Assert.True(upserts[^1].Wait);
        Assert.Equal(300, await index.CountAsync(Collection, null, Cancellation));
    }

    [Fact]
    public async Task A_large_write_goes_in_requests_of_the_planned_size_with_a_fence_after_every_few()
    {
        var plan = QdrantCollectionPlan.For(1_000_000, 512, new QdrantCollectionLayout());
        using var index = Open(static options => options.PointsPerRequest = null);
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, 512), Cancellation);
        var points = (plan.PointsPerRequest * plan.RequestsPerFence * 2) + 100;
        await index.UpsertAsync(Collection, Random(1, points, 512), Cancellation);
        var upserts = State.Calls.Select(call => call.Request).OfType<UpsertPoints>().ToList();
        Assert.Equal(points, upserts.Sum(static upsert => upsert.Points.Count));
        Assert.All(upserts, upsert => Assert.True(upsert.Points.Count <= plan.PointsPerRequest));
        int[] fences = [.. upserts.Index().Where(static upsert => upsert.Item.Wait).Select(static upsert => upsert.Index + 1)];
        Assert.Equal([plan.RequestsPerFence, plan.RequestsPerFence * 2, (plan.RequestsPerFence * 2) + 1], fences);
    }

    [Theory]
    [InlineData("1.17.1", false)]
    [InlineData("1.18.0", true)]
    public async Task Four_bits_are_asked_for_only_where_the_server_knows_them(string version, bool turbo)
    {
        await using var server = await FakeQdrantServer.StartAsync(version);
        using var index = FakeQdrantHost.Open(server.Address.ToString(), static options => options.Layout = new QdrantCollectionLayout { NodeMemoryGiB = 4 });
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, 512) { ExpectedPoints = 8_000_000 }, Cancellation);
        var asked = server.State.Calls.Select(call => call.Request).OfType<CreateCollection>().Single().VectorsConfig.ParamsMap.Map["embedding"].QuantizationConfig;
        Assert.Equal(turbo, asked.Turboquant is not null);
        Assert.Equal(!turbo, asked.Scalar is not null);
        Assert.DoesNotContain("Binary", asked.QuantizationCase.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_of_many_MiB_come_and_pages_stay_within_what_an_answer_may_hold()
    {
        const int Dimension = 4_096;
        using var index = Open();
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, Dimension), Cancellation);
        for (var first = 1; first < 4_501; first += 500)
        {
            await index.UpsertAsync(Collection, Random(first, 500, Dimension, first: first), Cancellation);
        }

        // 1,000 x 4,096 x 4 bytes are 16 MiB, 4,500 of them 70 MiB: more than one answer may have.
        Assert.Equal(1_000, (await index.GetAsync(Collection, [.. Enumerable.Range(1, 1_000).Select(Id)], PointSelector.Everything, Cancellation)).Count);
        List<Cluster.Domain.Identity.PointId> walked = [];
        Cluster.Domain.Identity.PointId? next = null;
        do
        {
            var page = await index.ScrollAsync(Collection, next, 10_000, null, PointSelector.Everything, Cancellation);
            walked.AddRange(page.Points.Select(static point => point.Id));
            next = page.Next;
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(1, 4_500).Select(Id), walked);
    }

    [Fact]
    public async Task A_collection_is_laid_out_for_size_with_its_space_stamped_on_it()
    {
        using var index = Open(options => options.Layout = new QdrantCollectionLayout { Nodes = 3, Replication = 2, NodeMemoryGiB = 64 });
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, 512) { ExpectedPoints = 50_000_000 }, Cancellation);
        var created = State.Calls.Select(call => call.Request).OfType<CreateCollection>().Single();
        var vector = created.VectorsConfig.ParamsMap.Map["embedding"];
        Assert.Equal(Datatype.Float16, vector.Datatype);
        Assert.True(vector.OnDisk);
        Assert.True(vector.QuantizationConfig.Scalar.AlwaysRam);
        Assert.Equal((6u, 2u, 2u), (created.ShardNumber, created.ReplicationFactor, created.WriteConsistencyFactor));
        Assert.True(created.OptimizersConfig is { HasIndexingThreshold: true, IndexingThreshold: 0 });
        Assert.Equal(Space.Value, created.Metadata["embedding_space"].StringValue);
    }

    [Fact]
    public async Task Payload_indexes_are_made_before_the_first_point()
    {
        using var index = await OpenAsync();
        await index.UpsertAsync(Collection, Random(1, 3, 8), Cancellation);
        var methods = State.Calls.Select(call => call.Method).ToList();
        Assert.Equal(6, methods.Count(method => method == "CreateFieldIndex"));
        Assert.True(methods.LastIndexOf("CreateFieldIndex") < methods.IndexOf("Upsert"));
    }

    [Fact]
    public async Task The_end_of_a_load_turns_indexing_on_and_waits_for_green()
    {
        var time = new RecordingTimeProvider();
        using var index = FakeQdrantHost.Open(_server!.Address.ToString(), time: time);
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, 8) { ExpectedPoints = 100 }, Cancellation);
        State.YellowLooks = 4;
        await index.FinishLoadAsync(Collection, Cancellation);
        Assert.Equal(QdrantCollectionPlan.IndexingThresholdKiB, State.Collections["points"].Optimizers.IndexingThreshold);
        Assert.Equal(0, State.YellowLooks);
        Assert.True(time.Pauses.Count >= 5);
    }

    [Fact]
    public async Task An_old_server_keeps_the_spaces_in_a_collection_of_their_own_which_is_not_listed()
    {
        await using var old = await FakeQdrantServer.StartAsync("1.14.0");
        using var index = FakeQdrantHost.Open(old.Address.ToString());
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, 8), Cancellation);
        Assert.Equal(["_embedding_spaces", "points"], old.State.Collections.Keys.Order());
        Assert.Equal([Collection], (await index.ListCollectionsAsync(Cancellation)).Select(info => info.Name));

        await index.DropCollectionAsync(Collection, Cancellation);
        Assert.Empty(old.State.Collections["_embedding_spaces"].Points);
    }

    [Theory]
    [InlineData("1.12.6")]
    [InlineData("0.11.0")]
    [InlineData("unknown")]
    public async Task A_server_that_is_too_old_is_refused(string version)
    {
        await using var old = await FakeQdrantServer.StartAsync(version == "unknown" ? "x.1.y" : version);
        using var index = FakeQdrantHost.Open(old.Address.ToString());
        var failure = await Assert.ThrowsAsync<FailureException>(() => index.CreateCollectionAsync(new CollectionSpec(Collection, Space, 8), Cancellation));
        Assert.Equal(FailureKind.InvalidRequest, failure.Failure.Kind);
        Assert.Contains("1.13.0", failure.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sums_of_scores_are_refused_where_the_server_does_not_know_them()
    {
        await using var old = await FakeQdrantServer.StartAsync("1.13.6");
        using var index = FakeQdrantHost.Open(old.Address.ToString());
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, 2), Cancellation);
        var query = new VectorQuery(new Scoring.SumScores([Raw(1, 0)], []), 1);
        var failure = await Assert.ThrowsAsync<FailureException>(() => index.QueryAsync(Collection, query, Cancellation));
        Assert.Equal(FailureKind.InvalidRequest, failure.Failure.Kind);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_without_being_shown()
    {
        await using var locked = await FakeQdrantServer.StartAsync(apiKey: "right");
        using var wrong = FakeQdrantHost.Open(locked.Address.ToString(), options => options.ApiKey = "wr0ng-s3cret");
        var failure = await Assert.ThrowsAsync<FailureException>(() => wrong.ListCollectionsAsync(Cancellation));
        Assert.Contains("VectorIndex:Qdrant:ApiKey", failure.Failure.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng-s3cret", failure.ToString(), StringComparison.Ordinal);

        using var right = FakeQdrantHost.Open(locked.Address.ToString(), options => options.ApiKey = "right");
        Assert.Empty(await right.ListCollectionsAsync(Cancellation));
    }

    [Fact]
    public async Task A_collection_of_someone_else_is_neither_listed_nor_touched()
    {
        using var index = await OpenAsync();
        State.Collections["strange"] = new FakeCollection(new CreateCollection
        {
            CollectionName = "strange",
            VectorsConfig = new VectorsConfig { ParamsMap = new VectorParamsMap { Map = { ["theirs"] = new VectorParams { Size = 8 } } } },
        });
        Assert.Equal([Collection], (await index.ListCollectionsAsync(Cancellation)).Select(info => info.Name));
        var failure = await Assert.ThrowsAsync<FailureException>(
            () => index.CreateCollectionAsync(new CollectionSpec(new CollectionName("strange"), Space, 8), Cancellation));
        Assert.Equal(FailureKind.Conflict, failure.Failure.Kind);
    }

    [Fact]
    public async Task An_alias_is_moved_from_one_collection_to_the_next_in_one_step()
    {
        using var index = await OpenAsync();
        var (alias, next) = (new CollectionName("live"), new CollectionName("points-2"));
        await index.CreateCollectionAsync(new CollectionSpec(next, Space, 8), Cancellation);
        await index.UpsertAsync(next, Random(1, 3, 8), Cancellation);
        await index.PublishAsync(alias, Collection, Cancellation);
        Assert.Equal(0, await index.CountAsync(alias, null, Cancellation));
        await index.PublishAsync(alias, next, Cancellation);
        Assert.Equal(3, await index.CountAsync(alias, null, Cancellation));
        Assert.All(State.Calls.Select(call => call.Request).OfType<ChangeAliases>(), change => Assert.Single(change.Actions));

        var taken = await Assert.ThrowsAsync<FailureException>(() => index.PublishAsync(next, Collection, Cancellation));
        Assert.Equal(FailureKind.Conflict, taken.Failure.Kind);
    }

    [Fact]
    public async Task More_ids_than_one_request_takes_are_asked_in_several()
    {
        using var index = await OpenAsync();
        await index.UpsertAsync(Collection, Random(1, 2_500, 8), Cancellation);
        var ids = Enumerable.Range(1, 2_500).Reverse().Select(Id).ToList();
        Assert.Equal(ids, (await index.GetAsync(Collection, ids, PointSelector.IdOnly, Cancellation)).Select(point => point.Id));
        Assert.Equal(3, State.Calls.Count(call => call.Request is GetPoints));
        await index.SetPayloadAsync(Collection, ids, Payload(("seen", true)), Cancellation);
        await index.DeleteAsync(Collection, ids[..1_500], Cancellation);
        Assert.Equal(1_000, await index.CountAsync(Collection, new Domain.Retrieval.Filter.Match("seen", [true]), Cancellation));
    }

    [Fact]
    public async Task Field_names_that_look_like_paths_are_taken_as_names()
    {
        using var index = await OpenAsync();
        await index.UpsertAsync(Collection, Random(1, 3, 8, i => Payload(("a.b", i), ("with space", "x"))), Cancellation);
        Assert.Equal(1, await index.CountAsync(Collection, new Domain.Retrieval.Filter.Match("a.b", [2L]), Cancellation));
        var points = await index.GetAsync(Collection, [Id(1)], new PointSelector(false, ["a.b"]), Cancellation);
        Assert.Equal(["a.b"], Assert.Single(points).Payload.Keys);
    }

    [Fact]
    public void Options_that_cannot_work_are_refused_all_at_once()
    {
        var validator = new QdrantVectorIndexOptionsValidator();
        var result = validator.Validate(null, new QdrantVectorIndexOptions { Endpoint = "localhost:6334", Attempts = 0, PointsPerRequest = 100_000 });
        Assert.Equal(3, result.Failures!.Count());
        Assert.All(result.Failures!, fault => Assert.StartsWith("VectorIndex:Qdrant:", fault, StringComparison.Ordinal));

        var key = new QdrantVectorIndexOptions { Endpoint = "http://db:6334", ApiKey = "s3cret" };
        Assert.DoesNotContain("s3cret", Assert.Single(validator.Validate(null, key).Failures!), StringComparison.Ordinal);
        Assert.True(validator.Validate(null, key with { AllowKeyOverPlainText = true }).Succeeded);
        Assert.True(validator.Validate(null, key with { Endpoint = "https://db:6334" }).Succeeded);
    }

    private QdrantVectorIndex Open(Action<QdrantVectorIndexOptions>? configure = null) => FakeQdrantHost.Open(_server!.Address.ToString(), configure);

    private async Task<QdrantVectorIndex> OpenAsync()
    {
        var index = Open();
        await index.CreateCollectionAsync(new CollectionSpec(Collection, Space, 8), Cancellation);
        return index;
    }
}

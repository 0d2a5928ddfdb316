using System.Net;
using Cluster.FakeQdrant;
using Cluster.TestSupport;
using Cluster.VectorIndex.Qdrant.Wire;
using Grpc.Core;

namespace Cluster.Standalone.Tests.Reembedding;

/// <summary>A cluster on a server that speaks Qdrant's wire, as a whole.</summary>
public sealed class QdrantShopTests
{
    private const int Pictures = 60;

    [Fact]
    public async Task In_Qdrant_a_generation_is_indexed_after_its_load_and_the_alias_goes_with_the_cut_over_and_back_with_a_rollback()
    {
        await using var server = await FakeQdrantServer.StartAsync();
        await using var shop = await OpenAsync(server);
        await using var queries = new LiveQueries(() => shop.Cluster, LiveShop.Collection, shop.Questions);
        await using var changes = new LiveChanges(() => shop.Cluster, LiveShop.Collection, shop.Ids, LiveShop.Picture, TimeSpan.FromMilliseconds(50));
        var first = await ConcreteAsync(shop);
        Assert.Equal(first, server.State.Aliases[LiveShop.Collection]);

        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, retentionSeconds = 600, gates = new { sample = 20 } });
        var draining = await shop.UntilAsync("draining", "refused");
        Assert.True(draining.GetProperty("state").GetString() == "draining", draining.ToString());
        var second = await ConcreteAsync(shop);
        Assert.NotEqual(first, second);
        Assert.Equal(second, server.State.Aliases[LiveShop.Collection]);

        // Nothing was indexed while it was loaded; then it was, before the gates asked.
        var calls = server.State.Calls.Select(static call => call.Request).ToList();
        var created = calls.OfType<CreateCollection>().Single(call => call.CollectionName == second);
        Assert.True(created.OptimizersConfig is { HasIndexingThreshold: true, IndexingThreshold: 0 });
        var indexed = calls.FindIndex(call => call is UpdateCollection update && update.CollectionName == second && update.OptimizersConfig.IndexingThreshold > 0);
        Assert.True(indexed > calls.FindIndex(call => call is UpsertPoints upsert && upsert.CollectionName == second));
        Assert.True(indexed < calls.FindIndex(call => call is QueryPoints query && query.CollectionName == second));

        await shop.AskAsync("rollback");
        await shop.UntilAsync("rolled back");
        await changes.StopAsync();
        await queries.StopAsync();
        Assert.Equal(first, server.State.Aliases[LiveShop.Collection]);
        Assert.Equal([first], server.State.Collections.Keys);
        Assert.Empty(queries.Faults);
        Assert.Equal(0, queries.Unreachable);
        Assert.Equal(2, queries.Answerers.Count());
        Assert.Empty(changes.Faults);
        Assert.Empty(await changes.LostAsync(shop.Cluster, (await shop.LiveAsync()).Space));
        Assert.Equal(changes.Present.Count, (await shop.LiveAsync()).Points);
    }

    [Fact]
    public async Task A_server_that_is_full_stops_a_job_which_goes_on_when_there_is_room()
    {
        await using var server = await FakeQdrantServer.StartAsync();
        await using var shop = await OpenAsync(server);
        using var more = new TemporaryFolder();
        for (var i = 0; i < 10; i++)
        {
            await File.WriteAllBytesAsync(more.Path($"{i}.png"), LiveShop.Picture(1_000 + i), TestContext.Current.CancellationToken);
        }

        server.State.FailNext(new ServerFault("Upsert", StatusCode.ResourceExhausted) { Trailers = new Metadata { { "qdrant-insufficient-storage", "1" } } });
        await shop.Cluster.SubmitAsync("more", "more", more.Root, LiveShop.Collection, "first");
        var stopped = await shop.Cluster.UntilOverAsync("more", TestContext.Current.CancellationToken);
        Assert.Equal("failed", stopped.GetProperty("state").GetString());
        Assert.Contains("no room left", stopped.GetProperty("failure").GetProperty("detail").GetString(), StringComparison.Ordinal);

        using var resumed = await shop.Cluster.Http.PostAsync("/v1/jobs/more/resume", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        var done = await shop.Cluster.UntilOverAsync("more", TestContext.Current.CancellationToken);
        Assert.Equal("completed", done.GetProperty("state").GetString());
        Assert.Equal(Pictures + 10, (await shop.LiveAsync()).Points);
    }

    private static Task<LiveShop> OpenAsync(FakeQdrantServer server) =>
        LiveShop.OpenAsync(Pictures, new Dictionary<string, string> { ["PROBE_QDRANT"] = server.Address.ToString() });

    private static async Task<string> ConcreteAsync(LiveShop shop) =>
        (await shop.Cluster.GetAsync($"/v1/collections/{LiveShop.Collection}")).GetProperty("concreteCollection").GetString()!;
}

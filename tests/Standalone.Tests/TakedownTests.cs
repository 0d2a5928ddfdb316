using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.Standalone.Tests.Reembedding;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

/// <summary>An image that is taken down leaves everything and comes back by no way.</summary>
public sealed class TakedownTests
{
    private const int Pictures = 96;

    [Fact]
    public async Task A_takedown_leaves_the_live_generation_the_one_being_built_and_the_lake_and_is_audited()
    {
        var token = TestContext.Current.CancellationToken;
        var settings = new Dictionary<string, string> { ["Accounting__Lake"] = "true", ["PROBE_DELAY"] = "150", ["Pipeline__BatchSize"] = "4", ["Pipeline__CheckpointPeriod"] = "00:00:00.300" };
        await using var shop = await LiveShop.OpenAsync(Pictures, settings);
        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, retentionSeconds = 600, force = true, gates = new { sample = 10 } });
        await shop.UntilAsync("building");

        // One that the new generation has by now, and one that it has not met yet.
        var (early, late) = ("0000.png", $"{Pictures - 1:D4}.png");
        await UntilEmbeddedAsync(shop, 8);
        var taken = await TakeDownAsync(shop.Cluster, LiveShop.Collection, [early, late]);
        Assert.Equal("building", (await shop.StatusAsync()).GetProperty("state").GetString());
        Assert.Equal((2, 3, 2), (taken.GetProperty("images").GetInt32(), taken.GetProperty("points").GetInt32(), taken.GetProperty("lakeRows").GetInt32()));
        await AssertGoneAsync();
        await shop.UntilAsync("draining", "retiring", "retired");
        Assert.EndsWith("--g2", (await shop.Cluster.GetAsync($"/v1/collections/{LiveShop.Collection}")).GetProperty("concreteCollection").GetString(), StringComparison.Ordinal);
        await AssertGoneAsync();
        Assert.Equal(Pictures - 2, (await shop.LiveAsync()).Points);

        // The lakes of both generations are without them: so is what is loaded from the new one.
        foreach (var file in Directory.GetFiles(Path.Combine(shop.Data, "artifacts", "lake"), "*.json", SearchOption.AllDirectories))
        {
            Assert.Equal(Pictures - 2, JsonDocument.Parse(await File.ReadAllTextAsync(file, token)).RootElement.GetProperty("rows").GetInt32());
        }

        var load = await shop.Cluster.OperateAsync($"/v1/collections/loaded/load?lake={LiveShop.Collection}", token);
        Assert.Equal((Pictures - 2, 0), (Count(load, "loaded"), Count(load, "left-out")));

        // A later job honours the tombstone, and says so.
        await shop.Cluster.SubmitAsync("later", "pictures", shop.Pictures, LiveShop.Collection, LiveShop.NewEncoder);
        var later = await shop.Cluster.UntilOverAsync("later", token);
        Assert.Equal((0, Pictures - 2, 2), (later.GetProperty("embedded").GetInt32(), later.GetProperty("unchanged").GetInt32(), later.GetProperty("quarantined").GetInt32()));
        await AssertGoneAsync();

        var audited = Assert.Single(Directory.GetFiles(Path.Combine(shop.Data, "artifacts", "audit"), "*.json", SearchOption.AllDirectories));
        var entry = JsonDocument.Parse(await File.ReadAllTextAsync(audited, token)).RootElement;
        Assert.Equal(("takedown", LiveShop.Collection), (entry.GetProperty("action").GetString(), entry.GetProperty("subject").GetString()));
        var details = entry.GetProperty("details");
        Assert.Equal(
            ($"{early}\n{late}", "asked for", "3", "2"),
            (details.GetProperty("keys").GetString(), details.GetProperty("reason").GetString(), details.GetProperty("points_removed").GetString(), details.GetProperty("lake_rows_removed").GetString()));

        async Task AssertGoneAsync()
        {
            foreach (var key in new[] { early, late })
            {
                using var answer = await shop.Cluster.Http.GetAsync($"/v1/collections/{LiveShop.Collection}/points/{PointId.For(new CorpusId("pictures"), new BlobKey(key))}", token);
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            }
        }
    }

    [Fact]
    public async Task An_uploaded_picture_that_was_taken_down_is_refused_when_it_is_uploaded_again()
    {
        var token = TestContext.Current.CancellationToken;
        await using var shop = await LiveShop.OpenAsync(4);
        Assert.Equal(HttpStatusCode.Created, (await UploadAsync("blue")).Status);
        var taken = await TakeDownAsync(shop.Cluster, LiveShop.Collection, ["blue"], "uploads");
        Assert.Equal(1, taken.GetProperty("points").GetInt32());
        Assert.Empty(Directory.GetFiles(Path.Combine(shop.Data, "artifacts", "uploads"), "*.img", SearchOption.AllDirectories));

        var again = await UploadAsync("blue");
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.EndsWith("takedown", again.Body.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Contains("'blue' was taken down", again.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, (await shop.LiveAsync()).Points);
        Assert.Empty(Directory.GetFiles(Path.Combine(shop.Data, "artifacts", "uploads"), "*.img", SearchOption.AllDirectories));

        // Also by a process that learns of it from the store alone; and another key is another image.
        await shop.Cluster.KillAsync();
        await shop.StartAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await UploadAsync("blue")).Status);
        Assert.Equal(HttpStatusCode.Created, (await UploadAsync("green")).Status);

        async Task<(HttpStatusCode Status, JsonElement Body)> UploadAsync(string key)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(TinyPng.OfColour(32, 32, 0, 0, 255)), "image", "picture.png" }, { new StringContent(key), "key" } };
            using var answer = await shop.Cluster.Http.PostAsync($"/v1/collections/{LiveShop.Collection}/points", form, token);
            return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(token));
        }
    }

    private static int Count(JsonElement operation, string what) => operation.GetProperty("counts").GetProperty(what).GetInt32();

    private static async Task<JsonElement> TakeDownAsync(ClusterProcess cluster, string collection, string[] keys, string corpus = "pictures")
    {
        using var answer = await cluster.Http.PostAsJsonAsync($"/v1/collections/{collection}/takedowns", new { keys, corpus, reason = "asked for" });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, body.ToString());
        return body;
    }

    private static async Task UntilEmbeddedAsync(LiveShop shop, int least)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var jobs = (await shop.Cluster.GetAsync("/v1/jobs")).GetProperty("jobs").EnumerateArray();
            if (jobs.Any(job => job.GetProperty("id").GetString() != "first" && job.GetProperty("embedded").GetInt32() >= least))
            {
                return;
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

/// <summary>What was acknowledged about shoppers and tags is still so after kill -9.</summary>
public sealed class KilledRetrievalTests : IAsyncLifetime
{
    private const int Pictures = 1_200;

    /// <summary>Points that a tag job commits at once.</summary>
    private const int Page = 256;

    private static readonly string[] Labels = ["first", "second", "third"];

    private readonly TemporaryFolder _data = new();
    private readonly TemporaryFolder _pictures = new();
    private ClusterProcess _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Notes => _data.Path("payloads.txt");

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < Pictures; i++)
        {
            // Three patterns, one after another: what each is can be told by its vector.
            await File.WriteAllBytesAsync(_pictures.Path($"{i:D4}.png"), TinyPng.OfSquares(16, i % Labels.Length), Token);
        }

        await StartAsync();
        await _cluster.SubmitAsync("fill", "pictures", _pictures.Root, "shop", "demo-clip", checkpointInterval: 256);
        Assert.Equal(Pictures, (await _cluster.UntilOverAsync("fill", Token)).GetProperty("embedded").GetInt32());
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _data.Dispose();
        _pictures.Dispose();
    }

    [Fact]
    public async Task Shoppers_and_tag_jobs_survive_kills_whole()
    {
        // :: 1. Shoppers: after each kill everything that was acknowledged is there, and who was forgotten stays so.
        var known = new Dictionary<string, string>();
        for (var kill = 0; kill < 3; kill++)
        {
            await TellAsync("forgotten", [new { kind = "view", key = Key(kill) }]);
            using var forgotten = await _cluster.Http.DeleteAsync("/v1/shoppers/forgotten", Token);
            Assert.True(forgotten.IsSuccessStatusCode);
            foreach (var shopper in (string[])["anna", "ben", $"new-{kill}"])
            {
                known[shopper] = await TellAsync(shopper, [.. Enumerable.Range(0, 5).Select(i => (object)new { kind = i == 4 ? "dismiss" : "view", key = Key((kill * 31) + (i * 7) + shopper.Length), id = $"{kill}-{i}" })]);
            }

            await KillAsync();
            foreach (var (shopper, answer) in known)
            {
                Assert.Equal(answer, Lasting(await _cluster.GetAsync($"/v1/shoppers/{shopper}?collection=shop")));
            }

            using var none = await _cluster.Http.GetAsync("/v1/shoppers/forgotten?collection=shop", Token);
            Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        }

        // :: 2. A tag job, killed in its midst again and again, goes on behind its last page.
        var examples = Enumerable.Range(0, 30).Select(static i => new { label = Labels[i % Labels.Length], key = Key(i) });
        using var submitted = await _cluster.Http.PostAsJsonAsync("/v1/tag-jobs", new { id = "tags", collection = "shop", field = "pattern", examples }, Token);
        Assert.True(submitted.IsSuccessStatusCode, await submitted.Content.ReadAsStringAsync(Token));
        const int Kills = 2;
        for (var kill = 1; kill <= Kills; kill++)
        {
            while (await LookedAsync() < kill * Page)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(kill * 170), Token);
            Assert.False((await _cluster.GetAsync("/v1/tag-jobs/tags")).GetProperty("isOver").GetBoolean(), "The job was over before the last kill: these kills show too little.");
            await KillAsync();
        }

        var job = await UntilTaggedAsync("tags");
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal((Pictures, Pictures, Pictures), (job.GetProperty("looked").GetInt32(), job.GetProperty("tagged").GetInt32(), job.GetProperty("total").GetInt32()));

        // No more was written twice than the pages at work when the process ended.
        var written = (await File.ReadAllLinesAsync(Notes, Token)).Sum(int.Parse);
        Figures.Tell($"{written - Pictures} of {Pictures} tags written twice in {Kills} kills, bound {Kills * Page}");
        Assert.InRange(written, Pictures, Pictures + (Kills * Page));

        // Every point has the tag that a job without a kill gives it.
        using var undisturbed = await _cluster.Http.PostAsJsonAsync("/v1/tag-jobs", new { id = "again", collection = "shop", field = "pattern_again", examples }, Token);
        undisturbed.EnsureSuccessStatusCode();
        await UntilTaggedAsync("again");
        for (var i = 0; i < Pictures; i++)
        {
            var payload = (await _cluster.GetAsync($"/v1/collections/shop/points/{PointId.For(new CorpusId("pictures"), new BlobKey(Key(i)))}")).GetProperty("payload");
            Assert.Equal(payload.GetProperty("pattern_again").GetString(), payload.GetProperty("pattern").GetString());
            Assert.Equal(Labels[i % Labels.Length], payload.GetProperty("pattern").GetString());
        }
    }

    private static string Key(int i) => $"{i:D4}.png";

    private async Task StartAsync() => _cluster = await ClusterProcess.StartProbedAsync(
        _data.Root,
        RepositoryFolder.Path("models"),
        new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours", ["PROBE_PAYLOADS"] = Notes, ["PROBE_PAYLOAD_DELAY"] = "150" },
        Token);

    private async Task KillAsync()
    {
        await _cluster.KillAsync();
        await _cluster.DisposeAsync();
        await StartAsync();
    }

    private async Task<string> TellAsync(string shopper, object[] events)
    {
        using var answer = await _cluster.Http.PostAsJsonAsync($"/v1/shoppers/{shopper}/events", new { collection = "shop", events }, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return Lasting(JsonDocument.Parse(text).RootElement);
    }

    // Weights fade from second to second; how many there are, and every event, do not.
    private static string Lasting(JsonElement shopper) =>
        $"{shopper.GetProperty("interests").GetArrayLength()} {shopper.GetProperty("aversions").GetArrayLength()} {shopper.GetProperty("events")}";

    private async Task<int> LookedAsync() => (await _cluster.GetAsync("/v1/tag-jobs/tags")).GetProperty("looked").GetInt32();

    private async Task<JsonElement> UntilTaggedAsync(string job)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var view = await _cluster.GetAsync($"/v1/tag-jobs/{job}");
            if (view.GetProperty("isOver").GetBoolean())
            {
                return view;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}

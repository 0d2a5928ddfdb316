using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Domain.Identity;
using Cluster.Standalone.Tests.Reembedding;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

/// <summary>One corpus of several is taken out of a collection, and nothing else.</summary>
public sealed class RemovalTests
{
    private const int Pictures = 60;
    private const int Others = 40;

    /// <summary>Pages of a few points, so that a small removal is a long way.</summary>
    private static readonly Dictionary<string, string> SmallPages = new() { ["Accounting__PageSize"] = "8", ["Accounting__Lake"] = "true" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_corpus_leaves_both_generations_and_the_lake_and_can_come_back_and_the_others_stay()
    {
        using var folder = Folder(Others);
        await using var shop = await OpenAsync(folder, new Dictionary<string, string>(SmallPages) { ["PROBE_DELAY"] = "40", ["Pipeline__BatchSize"] = "4" });
        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, retentionSeconds = 600, force = true, gates = new { sample = 10 } });
        await shop.UntilAsync("building");
        var building = await RefusedAsync(shop, HttpStatusCode.Conflict);
        Assert.Contains("re-embedded (building)", building, StringComparison.Ordinal);
        await shop.UntilAsync("draining");

        var done = await RemoveAsync(shop);
        Assert.Equal(("remove-corpus", Others, 2 * Others), (done.GetProperty("kind").GetString(), Count(done, "points"), Count(done, "lake-rows")));
        Assert.Equal(Pictures, (await shop.LiveAsync()).Points);
        await AssertHeldAsync(shop, "others", Others, held: false);
        await AssertHeldAsync(shop, "pictures", Pictures, held: true);
        var corpora = (await shop.Cluster.GetAsync($"/v1/collections/{LiveShop.Collection}")).GetProperty("corpora").EnumerateArray();
        Assert.Equal("pictures", Assert.Single(corpora).GetProperty("name").GetString());

        // The lake of either generation has the other corpus only, and no files without a manifest.
        foreach (var file in Directory.GetFiles(Path.Combine(shop.Data, "artifacts", "lake"), "*.json", SearchOption.AllDirectories))
        {
            Assert.Contains("pictures", JsonDocument.Parse(await File.ReadAllTextAsync(file, Token)).RootElement.GetProperty("corpus").GetProperty("id").ToString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(shop.Data, "artifacts", "lake"), "*", SearchOption.AllDirectories), static file => file.Contains("others", StringComparison.Ordinal));
        var audited = Assert.Single(Directory.GetFiles(Path.Combine(shop.Data, "artifacts", "audit"), "*.json", SearchOption.AllDirectories));
        var entry = JsonDocument.Parse(await File.ReadAllTextAsync(audited, Token)).RootElement;
        Assert.Equal(
            ("remove-corpus", LiveShop.Collection, "others", $"{Others}", $"{2 * Others}"),
            (entry.GetProperty("action").GetString(), entry.GetProperty("subject").GetString(), Detail(entry, "corpus"), Detail(entry, "points_removed"), Detail(entry, "lake_rows_removed")));

        // Nothing of it is left to be removed; and the old generation, live again, does not hold it, either.
        Assert.Contains("fed by 'pictures'", await RefusedAsync(shop, HttpStatusCode.NotFound), StringComparison.Ordinal);
        await shop.AskAsync("rollback");
        await shop.UntilAsync("rolled back");
        Assert.Equal(Pictures, (await shop.LiveAsync()).Points);
        await AssertHeldAsync(shop, "others", Others, held: false);

        // A new job embeds all of it again, from another place, too.
        using var elsewhere = Folder(Others / 2);
        await shop.Cluster.SubmitAsync("back", "others", elsewhere.Root, LiveShop.Collection, "first");
        var back = await shop.Cluster.UntilOverAsync("back", Token);
        Assert.Equal(("completed", Others / 2), (back.GetProperty("state").GetString(), back.GetProperty("embedded").GetInt32()));
        Assert.Equal(Pictures + (Others / 2), (await shop.LiveAsync()).Points);
    }

    [Fact]
    public async Task A_removal_goes_on_unasked_after_kills_and_tells_in_the_end_how_much_there_was()
    {
        using var folder = Folder(Others);
        await using var shop = await OpenAsync(folder, SmallPages);
        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, retentionSeconds = 600, force = true, gates = new { sample = 10 } });
        await shop.UntilAsync("draining");
        await shop.Cluster.KillAsync();

        // Right before the first deletion; between the two generations; in the middle.
        await shop.StartAsync(new Dictionary<string, string>(SmallPages) { ["PROBE_KILL_AFTER_DELETIONS"] = "0" });
        using (var answer = await shop.Cluster.Http.DeleteAsync(Address, Token))
        {
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await shop.Cluster.UntilEndedAsync(end.Token);
        foreach (var deletions in new[] { "1", "4" })
        {
            await shop.UntilKilledAsync(new Dictionary<string, string>(SmallPages) { ["PROBE_KILL_AFTER_DELETIONS"] = deletions }, "the removal did not go on");
        }

        await shop.StartAsync(SmallPages);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await shop.Cluster.GetAsync("/v1/corpora")).GetProperty("corpora").GetArrayLength() > 1)
        {
            await pace.WaitForNextTickAsync(limit.Token);
        }

        Assert.Equal(Pictures, (await shop.LiveAsync()).Points);
        await AssertHeldAsync(shop, "others", Others, held: false);
        var operation = Assert.Single((await shop.Cluster.GetAsync("/v1/operations?kind=remove-corpus")).GetProperty("operations").EnumerateArray());
        operation = await shop.Cluster.UntilOperatedAsync(operation, Token);
        Assert.Equal((Others, 2 * Others), (Count(operation, "points"), Count(operation, "lake-rows")));
        await shop.AskAsync("rollback");
        await shop.UntilAsync("rolled back");
        Assert.Equal(Pictures, (await shop.LiveAsync()).Points);
    }

    [Fact]
    public async Task A_job_of_the_corpus_stands_in_its_way_while_it_runs_and_cannot_bring_it_back_when_it_was_at_rest()
    {
        using var folder = Folder(Others);
        await using var shop = await OpenAsync(folder, new Dictionary<string, string> { ["PROBE_DELAY"] = "60", ["Pipeline__BatchSize"] = "4", ["Pipeline__CheckpointPeriod"] = "00:00:00.200" });
        using var more = Folder(400);
        await shop.Cluster.SubmitAsync("long", "long", more.Root, LiveShop.Collection, "first", checkpointInterval: 8);
        Assert.Contains("'long'", await RefusedAsync(shop, HttpStatusCode.Conflict, "long"), StringComparison.Ordinal);

        // Another corpus goes beside it.
        Assert.Equal(Others, Count(await RemoveAsync(shop), "points"));
        await UntilEmbeddedAsync(shop, "long", 8);
        using var paused = await shop.Cluster.Http.PostAsync("/v1/jobs/long/pause", null, Token);
        Assert.Equal(HttpStatusCode.OK, paused.StatusCode);

        // It may still be on its way to its last checkpoint: what it writes meanwhile does not stay.
        Assert.InRange(Count(await RemoveAsync(shop, "long"), "points"), 8, 400);
        Assert.Equal(Pictures, (await shop.LiveAsync()).Points);
        using var resumed = await shop.Cluster.Http.PostAsync("/v1/jobs/long/resume", null, Token);
        Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        var failed = await UntilFailedAsync(shop, "long");
        Assert.Contains("was removed from collection", failed, StringComparison.Ordinal);
        Assert.Equal(Pictures, (await shop.LiveAsync()).Points);

        // Nor does a retry of the job that first brought it.
        using var retry = await shop.Cluster.Http.PostAsync("/v1/jobs/others/retry", null, Token);
        Assert.Equal(HttpStatusCode.Conflict, retry.StatusCode);
        Assert.Contains("was removed", await retry.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uploaded_images_go_with_their_corpus_and_the_next_upload_begins_it_anew()
    {
        using var folder = Folder(1);
        await using var shop = await OpenAsync(folder, SmallPages);
        Assert.Equal(HttpStatusCode.Created, await UploadAsync("blue"));
        Assert.Equal(HttpStatusCode.Created, await UploadAsync("green"));
        var done = await RemoveAsync(shop, "uploads");
        Assert.Equal((2, 2), (Count(done, "points"), Count(done, "uploads")));
        Assert.Empty(Directory.GetFiles(Path.Combine(shop.Data, "artifacts", "uploads"), "*.img", SearchOption.AllDirectories));
        Assert.Equal(HttpStatusCode.Created, await UploadAsync("blue"));
        Assert.Equal(Pictures + 2, (await shop.LiveAsync()).Points);

        async Task<HttpStatusCode> UploadAsync(string key)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(TinyPng.OfColour(32, 32, 0, 0, 255)), "image", "picture.png" }, { new StringContent(key), "key" } };
            using var answer = await shop.Cluster.Http.PostAsync($"/v1/collections/{LiveShop.Collection}/points", form, Token);
            return answer.StatusCode;
        }
    }

    private static string Address => AddressOf("others");

    private static string AddressOf(string corpus) => $"/v1/collections/{LiveShop.Collection}/corpora/{corpus}";

    private static int Count(JsonElement operation, string what) => operation.GetProperty("counts").GetProperty(what).GetInt32();

    private static string? Detail(JsonElement entry, string name) => entry.GetProperty("details").GetProperty(name).GetString();

    private static TemporaryFolder Folder(int pictures)
    {
        var folder = new TemporaryFolder();
        for (var i = 0; i < pictures; i++)
        {
            File.WriteAllBytes(folder.Path($"{i:D4}.png"), TinyPng.OfSquares(32, 1_000 + i));
        }

        return folder;
    }

    private static async Task<LiveShop> OpenAsync(TemporaryFolder others, IReadOnlyDictionary<string, string> settings)
    {
        var shop = await LiveShop.OpenAsync(Pictures, settings);
        await shop.Cluster.SubmitAsync("others", "others", others.Root, LiveShop.Collection, "first");
        await shop.Cluster.UntilOverAsync("others", Token);
        return shop;
    }

    private static async Task<JsonElement> RemoveAsync(LiveShop shop, string corpus = "others")
    {
        using var answer = await shop.Cluster.Http.DeleteAsync(AddressOf(corpus), Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);

        // Asked again meanwhile, it is the same one; or it is over, and nothing is left.
        using var again = await shop.Cluster.Http.DeleteAsync(AddressOf(corpus), Token);
        Assert.True(again.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NotFound, $"{again.StatusCode}");
        if (again.StatusCode == HttpStatusCode.Accepted)
        {
            Assert.Equal(answer.Headers.Location, again.Headers.Location);
        }

        return await shop.Cluster.UntilOperatedAsync(JsonDocument.Parse(text).RootElement, Token);
    }

    private static async Task<string> RefusedAsync(LiveShop shop, HttpStatusCode status, string corpus = "others")
    {
        using var answer = await shop.Cluster.Http.DeleteAsync(AddressOf(corpus), Token);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(answer.StatusCode == status, problem.ToString());
        return problem.GetProperty("detail").GetString()!;
    }

    private static async Task AssertHeldAsync(LiveShop shop, string corpus, int count, bool held)
    {
        for (var i = 0; i < count; i++)
        {
            using var answer = await shop.Cluster.Http.GetAsync($"/v1/collections/{LiveShop.Collection}/points/{PointId.For(new CorpusId(corpus), new BlobKey($"{i:D4}.png"))}", Token);
            Assert.Equal(held ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    private static async Task UntilEmbeddedAsync(LiveShop shop, string job, int least)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await shop.Cluster.GetAsync($"/v1/jobs/{job}")).GetProperty("embedded").GetInt32() < least)
        {
            await pace.WaitForNextTickAsync(Token);
        }
    }

    private static async Task<string> UntilFailedAsync(LiveShop shop, string job)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var view = await shop.Cluster.GetAsync($"/v1/jobs/{job}");
            if (view.GetProperty("state").GetString() == "failed")
            {
                return view.GetProperty("failure").GetProperty("detail").GetString()!;
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }
}

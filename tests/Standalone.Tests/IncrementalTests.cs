using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

public sealed class IncrementalTests
{
    [Fact]
    public async Task A_second_pass_embeds_what_changed_and_deletes_what_is_gone_of_its_own_corpus_only()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var ours = Pictures(40, 1);
        using var others = Pictures(20, 2);
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        await RunAsync(cluster, "first", "ours", ours, token);
        await RunAsync(cluster, "other", "others", others, token);

        File.Delete(ours.Path("003.png"));
        File.Delete(ours.Path("017.png"));
        await File.WriteAllBytesAsync(ours.Path("005.png"), TinyPng.OfColour(30, 30, 1, 2, 3), token);
        await File.WriteAllBytesAsync(ours.Path("new.png"), TinyPng.OfColour(30, 30, 4, 5, 6), token);
        var second = await RunAsync(cluster, "second", "ours", ours, token);
        Assert.Equal((2, 37, 0, 2), Counts(second));
        Assert.Equal(39 + 20, await PointsAsync(cluster));
        Assert.Equal(HttpStatusCode.NotFound, await ThumbnailAsync(cluster, "003.png", "ours"));
        Assert.Equal(HttpStatusCode.OK, await ThumbnailAsync(cluster, "003.png", "others"));

        // And nothing more the third time.
        Assert.Equal((0, 39, 0, 0), Counts(await RunAsync(cluster, "third", "ours", ours, token)));
    }

    [Fact]
    public async Task An_image_that_became_unreadable_leaves_the_collection_and_is_not_read_again_until_it_changes()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var ours = Pictures(20, 1);
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        await RunAsync(cluster, "first", "ours", ours, token);
        await File.WriteAllTextAsync(ours.Path("004.png"), "no picture any more", token);
        Assert.Equal((0, 19, 1, 1), Counts(await RunAsync(cluster, "second", "ours", ours, token)));
        Assert.Equal(19, await PointsAsync(cluster));
        Assert.Equal((0, 19, 1, 0), Counts(await RunAsync(cluster, "third", "ours", ours, token)));
        var (second, third) = (await RowAsync(cluster, "second"), await RowAsync(cluster, "third"));
        Assert.Equal(second.ToString(), third.ToString());
        Assert.Equal(1, third.GetProperty("tries").GetInt32());

        await File.WriteAllBytesAsync(ours.Path("004.png"), TinyPng.OfColour(30, 30, 9, 9, 9), token);
        Assert.Equal((1, 19, 0, 0), Counts(await RunAsync(cluster, "fourth", "ours", ours, token)));
    }

    [Fact]
    public async Task More_deletions_than_allowed_wait_for_a_person_who_may_confirm_or_decline()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var ours = Pictures(20, 1);
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        await RunAsync(cluster, "first", "ours", ours, token);
        foreach (var picture in Enumerable.Range(0, 3))
        {
            File.Delete(ours.Path($"{picture:D3}.png"));
        }

        var held = await RunAsync(cluster, "second", "ours", ours, token);
        Assert.Equal("held", held.GetProperty("state").GetString());
        Assert.Equal(3, held.GetProperty("doomed").GetInt64());
        Assert.Contains("3 of 20 points", held.GetProperty("failure").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(20, await PointsAsync(cluster));
        await PostAsync(cluster, "/v1/jobs/second/decline");
        Assert.Equal((0, 17, 0, 0), Counts(await cluster.UntilOverAsync("second", token)));
        Assert.Equal(20, await PointsAsync(cluster));

        // Images that came back are kept though the person agrees.
        Assert.Equal("held", (await RunAsync(cluster, "third", "ours", ours, token)).GetProperty("state").GetString());
        await PostAsync(cluster, "/v1/jobs/third/confirm");
        Assert.Equal((0, 17, 0, 3), Counts(await cluster.UntilOverAsync("third", token)));
        Assert.Equal(17, await PointsAsync(cluster));
        Assert.Equal(HttpStatusCode.Conflict, (await cluster.Http.PostAsync("/v1/jobs/third/confirm", null, token)).StatusCode);
    }

    [Fact]
    public async Task A_cancelled_job_deletes_nothing()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var ours = Pictures(20, 1);
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        await RunAsync(cluster, "first", "ours", ours, token);
        File.Delete(ours.Path("000.png"));
        foreach (var picture in Enumerable.Range(0, 3_000))
        {
            await File.WriteAllBytesAsync(ours.Path($"x{picture}.png"), TinyPng.OfColour(24, 24, (byte)picture, (byte)(picture >> 8), 1), token);
        }

        await cluster.SubmitAsync("second", "ours", ours.Root, "photos", "demo-clip");
        await PostAsync(cluster, "/v1/jobs/second/cancel");
        Assert.Equal("cancelled", (await cluster.UntilOverAsync("second", token)).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.OK, await ThumbnailPointAsync(cluster, "000.png", "ours"));
    }

    [Fact]
    public async Task A_retry_reads_only_what_was_set_aside_and_the_account_still_adds_up()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var ours = Pictures(12, 1);
        await File.WriteAllTextAsync(ours.Path("bad-1.png"), "not yet a picture", token);
        await File.WriteAllTextAsync(ours.Path("bad-2.png"), "never a picture", token);
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        Assert.Equal((12, 0, 2, 0), Counts(await RunAsync(cluster, "first", "ours", ours, token)));

        await File.WriteAllBytesAsync(ours.Path("bad-1.png"), TinyPng.OfColour(30, 30, 1, 2, 3), token);
        await File.WriteAllBytesAsync(ours.Path("later.png"), TinyPng.OfColour(30, 30, 3, 2, 1), token);
        Assert.Equal(HttpStatusCode.BadRequest, (await cluster.Http.PostAsync("/v1/jobs/first/retry?reason=no-reason", null, token)).StatusCode);
        var retry = await PostAsync(cluster, "/v1/jobs/first/retry?reason=not-an-image");
        Assert.Equal("first.retry-1", retry.GetProperty("id").GetString());
        Assert.Equal((1, 0, 1, 0), Counts(await cluster.UntilOverAsync("first.retry-1", token)));
        Assert.Equal((13, 0, 1, 0), Counts(await cluster.GetAsync("/v1/jobs/first")));
        Assert.Equal(13, await PointsAsync(cluster));
        var row = await RowAsync(cluster, "first");
        Assert.Equal("bad-2.png", row.GetProperty("key").GetString());
        Assert.Equal(2, row.GetProperty("tries").GetInt32());

        // The next pass has the rest, and keeps what the retry brought.
        Assert.Equal((1, 13, 1, 0), Counts(await RunAsync(cluster, "second", "ours", ours, token)));
        Assert.Equal(14, await PointsAsync(cluster));
        Assert.Equal(HttpStatusCode.Conflict, (await cluster.Http.PostAsync("/v1/jobs/first/retry", null, token)).StatusCode);
    }

    private static TemporaryFolder Pictures(int count, byte blue)
    {
        var folder = new TemporaryFolder();
        for (var i = 0; i < count; i++)
        {
            File.WriteAllBytes(folder.Path($"{i:D3}.png"), TinyPng.OfColour(24, 24, (byte)(i * 5), (byte)(i * 3), blue));
        }

        return folder;
    }

    private static async Task<JsonElement> RunAsync(ClusterProcess cluster, string job, string corpus, TemporaryFolder folder, CancellationToken token)
    {
        await cluster.SubmitAsync(job, corpus, folder.Root, "photos", "demo-clip");
        return await cluster.UntilOverAsync(job, token);
    }

    private static (long Embedded, long Unchanged, long Quarantined, long Deleted) Counts(JsonElement job)
    {
        Assert.True(job.GetProperty("state").GetString() is "completed" or "running", job.ToString());
        return (Number("embedded"), Number("unchanged"), Number("quarantined"), Number("deleted"));

        long Number(string name) => job.GetProperty(name).GetInt64();
    }

    private static async Task<long> PointsAsync(ClusterProcess cluster) => (await cluster.GetAsync("/v1/collections/photos")).GetProperty("points").GetInt64();

    private static async Task<JsonElement> RowAsync(ClusterProcess cluster, string job) =>
        Assert.Single((await cluster.GetAsync($"/v1/jobs/{job}/quarantine")).GetProperty("images").EnumerateArray());

    private static async Task<HttpStatusCode> ThumbnailAsync(ClusterProcess cluster, string key, string corpus) =>
        (await cluster.Http.GetAsync($"/v1/collections/photos/thumbnail?key={key}&corpus={corpus}")).StatusCode;

    private static async Task<HttpStatusCode> ThumbnailPointAsync(ClusterProcess cluster, string key, string corpus)
    {
        var id = Domain.Identity.PointId.For(new(corpus), new(key));
        return (await cluster.Http.GetAsync($"/v1/collections/photos/points/{id}")).StatusCode;
    }

    private static async Task<JsonElement> PostAsync(ClusterProcess cluster, string path)
    {
        using var answer = await cluster.Http.PostAsync(path, null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}

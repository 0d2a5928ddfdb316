using System.Net;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Standalone.Tests;

public sealed class JobControlTests
{
    private const int Images = 3_000;

    [Fact]
    public async Task A_paused_job_stands_still_goes_on_when_resumed_and_embeds_each_image_once()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var corpus = new TemporaryFolder();
        WritePictures(corpus, Images);
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        await cluster.SubmitAsync("walk", "walk", corpus.Root, "photos", "demo-clip");
        await UntilEmbeddedAsync(cluster, 1, token);

        Assert.Equal("paused", (await PostAsync(cluster, "pause")).GetProperty("state").GetString());
        var standing = await UntilStillAsync(cluster, token);
        Assert.InRange(standing, 1, Images - 1);
        await Task.Delay(TimeSpan.FromSeconds(1), token);
        Assert.Equal(standing, Embedded(await cluster.GetAsync("/v1/jobs/walk")));
        Assert.Equal(HttpStatusCode.Conflict, (await cluster.Http.PostAsync("/v1/jobs/walk/pause", null, token)).StatusCode);

        Assert.Equal("running", (await PostAsync(cluster, "resume")).GetProperty("state").GetString());
        var job = await cluster.UntilOverAsync("walk", token);
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal(Images, Embedded(job));
        Assert.Equal(Images, (await cluster.GetAsync("/v1/collections/photos")).GetProperty("points").GetInt64());
        Assert.Equal(HttpStatusCode.Conflict, (await cluster.Http.PostAsync("/v1/jobs/walk/resume", null, token)).StatusCode);
    }

    [Fact]
    public async Task A_cancelled_job_keeps_what_it_wrote_and_never_works_again()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var corpus = new TemporaryFolder();
        WritePictures(corpus, Images);
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        await cluster.SubmitAsync("walk", "walk", corpus.Root, "photos", "demo-clip");
        await UntilEmbeddedAsync(cluster, 1, token);
        Assert.Equal("cancelled", (await PostAsync(cluster, "cancel")).GetProperty("state").GetString());
        var standing = await UntilStillAsync(cluster, token);
        Assert.InRange(standing, 1, Images - 1);
        Assert.Equal(HttpStatusCode.Conflict, (await cluster.Http.PostAsync("/v1/jobs/walk/resume", null, token)).StatusCode);

        // Points may be ahead of what is accounted for, never behind it.
        Assert.InRange((await cluster.GetAsync("/v1/collections/photos")).GetProperty("points").GetInt64(), standing, Images - 1);
        Assert.Equal(HttpStatusCode.NotFound, (await cluster.Http.PostAsync("/v1/jobs/no-such-job/cancel", null, token)).StatusCode);
    }

    private static void WritePictures(TemporaryFolder folder, int count)
    {
        for (var i = 0; i < count; i++)
        {
            File.WriteAllBytes(folder.Path($"{i:D5}.png"), TinyPng.OfColour(24, 24, (byte)i, (byte)(i >> 4), (byte)(i * 7)));
        }
    }

    private static long Embedded(JsonElement job) => job.GetProperty("embedded").GetInt64();

    private static async Task<JsonElement> PostAsync(ClusterProcess cluster, string verb)
    {
        using var answer = await cluster.Http.PostAsync($"/v1/jobs/walk/{verb}", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    private static async Task UntilEmbeddedAsync(ClusterProcess cluster, long count, CancellationToken token)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (Embedded(await cluster.GetAsync("/v1/jobs/walk")) < count)
        {
            await pace.WaitForNextTickAsync(token);
        }
    }

    /// <summary>What is on its way when a job is stopped is finished; afterwards the count stays.</summary>
    private static async Task<long> UntilStillAsync(ClusterProcess cluster, CancellationToken token)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1_500));
        var before = -1L;
        while (true)
        {
            var now = Embedded(await cluster.GetAsync("/v1/jobs/walk"));
            if (now == before)
            {
                return now;
            }

            before = now;
            await pace.WaitForNextTickAsync(token);
        }
    }
}

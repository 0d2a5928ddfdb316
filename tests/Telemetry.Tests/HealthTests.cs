using System.Net;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Telemetry.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task A_working_cluster_is_ready_and_says_what_was_looked_at()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var pictures = new TemporaryFolder();
        await File.WriteAllBytesAsync(pictures.Path("red.png"), TinyPng.OfColour(64, 64, 255, 0, 0), token);
        await using var cluster = await ClusterProcess.StartAsync(data.Root, RepositoryFolder.Path("models"), token);
        await cluster.SubmitAsync("one", "one", pictures.Root, "one", "demo-clip");
        await cluster.UntilOverAsync("one", token);

        var health = await cluster.GetAsync("/health");
        Assert.Equal("ready", health.GetProperty("status").GetString());
        Assert.Equal(["encoders", "index", "membership"], health.GetProperty("checks").EnumerateArray().Select(static check => check.GetProperty("name").GetString()));
        Assert.Contains("demo-clip", Detail(health, "encoders"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await cluster.Http.GetAsync("/alive", token)).StatusCode);
    }

    [Fact]
    public async Task An_encoder_that_begins_to_compute_nonsense_is_named_and_makes_a_cluster_degraded_or_when_it_is_the_last_unready_but_alive()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var pictures = new TemporaryFolder();
        await File.WriteAllBytesAsync(pictures.Path("red.png"), TinyPng.OfColour(64, 64, 255, 0, 0), token);
        using var models = new TemporaryFolder();
        string[] encoders = ["first", "second"];
        foreach (var encoder in encoders)
        {
            ModelFolders.Copy(RepositoryFolder.Path("models", "demo-clip"), models.Path(encoder));
        }

        var trouble = data.Path("trouble");
        var settings = new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours", ["PROBE_TROUBLE"] = trouble, ["Encoders__Hosting__CanaryPeriod"] = "00:00:05" };
        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, models.Root, settings, token);
        foreach (var encoder in encoders)
        {
            await cluster.SubmitAsync(encoder, "one", pictures.Root, encoder, encoder);
            await cluster.UntilOverAsync(encoder, token);
        }

        Assert.Equal("ready", (await cluster.GetAsync("/health")).GetProperty("status").GetString());

        await File.WriteAllTextAsync(trouble, "second", token);
        var (status, health) = await UntilAsync(cluster, "degraded", token);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("second", Detail(health, "encoders"), StringComparison.Ordinal);
        Assert.DoesNotMatch("(^|; )first", Detail(health, "encoders"));

        await File.WriteAllTextAsync(trouble, "", token);
        (status, health) = await UntilAsync(cluster, "unready", token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Matches("(^|; )first", Detail(health, "encoders"));
        Assert.Contains("cosine", Detail(health, "encoders"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await cluster.Http.GetAsync("/alive", token)).StatusCode);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Health)> UntilAsync(ClusterProcess cluster, string wanted, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (true)
        {
            using var answer = await cluster.Http.GetAsync("/health", limit.Token);
            var health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(limit.Token)).RootElement;
            if (health.GetProperty("status").GetString() == wanted)
            {
                return (answer.StatusCode, health);
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }
    }

    private static string Detail(JsonElement health, string check) => health.GetProperty("checks").EnumerateArray()
        .Single(entry => entry.GetProperty("name").GetString() == check).GetProperty("detail").GetString()!;
}

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
    public async Task An_encoder_that_begins_to_compute_nonsense_makes_a_cluster_unready_but_alive()
    {
        var token = TestContext.Current.CancellationToken;
        using var data = new TemporaryFolder();
        using var pictures = new TemporaryFolder();
        await File.WriteAllBytesAsync(pictures.Path("red.png"), TinyPng.OfColour(64, 64, 255, 0, 0), token);
        var trouble = data.Path("trouble");
        var settings = new Dictionary<string, string> { ["PROBE_ENCODER"] = "colours", ["PROBE_TROUBLE"] = trouble };
        await using var cluster = await ClusterProcess.StartProbedAsync(data.Root, RepositoryFolder.Path("models"), settings, token);
        await cluster.SubmitAsync("one", "one", pictures.Root, "one", "demo-clip");
        await cluster.UntilOverAsync("one", token);
        Assert.Equal("ready", (await cluster.GetAsync("/health")).GetProperty("status").GetString());

        await File.WriteAllTextAsync(trouble, "", token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (true)
        {
            using var answer = await cluster.Http.GetAsync("/health", limit.Token);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                var health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(limit.Token)).RootElement;
                Assert.Equal("unready", health.GetProperty("status").GetString());
                Assert.Contains("cosine", Detail(health, "encoders"), StringComparison.Ordinal);
                break;
            }

            await pace.WaitForNextTickAsync(limit.Token);
        }

        Assert.Equal(HttpStatusCode.OK, (await cluster.Http.GetAsync("/alive", token)).StatusCode);
    }

    private static string Detail(JsonElement health, string check) => health.GetProperty("checks").EnumerateArray()
        .Single(entry => entry.GetProperty("name").GetString() == check).GetProperty("detail").GetString()!;
}

using System.Net;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Gateway.Tests.Encoders;

public sealed class TuningTests
{
    [Fact]
    public async Task A_tuning_is_started_looked_at_and_kept_beside_the_model()
    {
        using var models = new TemporaryFolder();
        ModelFolders.Copy(RepositoryFolder.Path("models", "demo-clip"), models.Path("demo-clip"));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(4));
        await using var host = await GatewayHost.StartAsync([$"--Encoders:ModelFolders:0={models.Root}"], limit.Token);
        var none = await host.AskAsync(HttpMethod.Get, "/v1/models/demo-clip/tuning", cancellationToken: limit.Token);
        Assert.False(none.GetProperty("running").GetBoolean());
        Assert.Empty(none.GetProperty("results").EnumerateArray());

        var began = await host.AskAsync(HttpMethod.Post, "/v1/models/demo-clip/tuning", new { seconds = 2 }, cancellationToken: limit.Token);
        Assert.True(began.GetProperty("running").GetBoolean());
        foreach (var other in (string[])["tuning", "verification"])
        {
            var refused = await host.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"/v1/models/demo-clip/{other}", """{"precision":"fp32"}""", cancellationToken: limit.Token);
            Assert.Contains("being tuned", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        var (over, steps) = await UntilOverAsync(host, limit.Token);
        Assert.All(steps, static step => Assert.InRange(step.GetProperty("step").GetInt32(), 1, step.GetProperty("steps").GetInt32()));
        Assert.True(!over.TryGetProperty("failure", out var failure) || failure.ValueKind == JsonValueKind.Null, over.ToString());
        var result = Assert.Single(over.GetProperty("results").EnumerateArray());
        Assert.True(result.GetProperty("isHere").GetBoolean());
        Assert.Equal("fp32", result.GetProperty("precision").GetString());
        Assert.Equal(["Passes", "Spinning", "DynamicBlocks", "GraphOptimization", "Arena", "Batch"], result.GetProperty("settings").EnumerateArray().Select(static setting => setting.GetProperty("name").GetString()));
        Assert.True(result.GetProperty("defaultImagesPerSecond").GetDouble() > 0);
        Assert.NotEmpty(result.GetProperty("trials").EnumerateArray());

        // Somewhere else it would be another machine's.
        var file = models.Path("demo-clip", "tuning.json");
        var text = await File.ReadAllTextAsync(file, limit.Token);
        await File.WriteAllTextAsync(file, text.Replace("\"threads\": ", "\"threads\": 9", StringComparison.Ordinal), limit.Token);
        var elsewhere = await host.AskAsync(HttpMethod.Get, "/v1/models/demo-clip/tuning", cancellationToken: limit.Token);
        Assert.False(Assert.Single(elsewhere.GetProperty("results").EnumerateArray()).GetProperty("isHere").GetBoolean());

        // One that cannot be read is told of, and is no reason to refuse.
        await File.WriteAllTextAsync(file, "{", limit.Token);
        var unreadable = await host.AskAsync(HttpMethod.Get, "/v1/models/demo-clip/tuning", cancellationToken: limit.Token);
        Assert.Contains("tune the encoder again", unreadable.GetProperty("failure").GetProperty("detail").GetString(), StringComparison.Ordinal);
        await host.AskAsync(HttpMethod.Post, "/v1/models/demo-clip/tuning", new { seconds = 1 }, cancellationToken: limit.Token);
        (over, _) = await UntilOverAsync(host, limit.Token);
        Assert.Single(over.GetProperty("results").EnumerateArray());
    }

    [Theory]
    [InlineData("nothing", """{}""", HttpStatusCode.NotFound, "encoder-not-found")]
    [InlineData("no%20name", """{}""", HttpStatusCode.NotFound, "encoder-not-found")]
    [InlineData("demo-clip", """{"precision":"int4"}""", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("demo-clip", """{"seconds":0}""", HttpStatusCode.BadRequest, "invalid-request")]
    [InlineData("demo-clip", """{"seconds":3601}""", HttpStatusCode.BadRequest, "invalid-request")]
    public async Task What_cannot_be_tuned_is_refused_at_once(string model, string body, HttpStatusCode status, string code)
    {
        await using var host = await GatewayHost.StartAsync([], TestContext.Current.CancellationToken);
        var refused = await host.RefusedAsync(status, HttpMethod.Post, $"/v1/models/{model}/tuning", body);
        Assert.Equal($"/problems/{code}", refused.GetProperty("type").GetString());
    }

    private static async Task<(JsonElement Over, List<JsonElement> Steps)> UntilOverAsync(GatewayHost host, CancellationToken cancellationToken)
    {
        List<JsonElement> steps = [];
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var now = await host.AskAsync(HttpMethod.Get, "/v1/models/demo-clip/tuning", cancellationToken: cancellationToken);
            if (!now.GetProperty("running").GetBoolean())
            {
                return (now, steps);
            }

            if (now.TryGetProperty("progress", out var progress) && progress.ValueKind == JsonValueKind.Object)
            {
                steps.Add(progress);
            }

            await pace.WaitForNextTickAsync(cancellationToken);
        }
    }
}

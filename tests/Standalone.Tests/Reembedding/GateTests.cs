using System.Text.Json;

namespace Cluster.Standalone.Tests.Reembedding;

public sealed class GateTests
{
    [Fact]
    public async Task A_new_generation_that_lacks_five_percent_of_the_points_is_refused_by_name_and_force_is_audited()
    {
        await using var shop = await LiveShop.OpenAsync(200, new Dictionary<string, string> { ["PROBE_LOSSY"] = "--g2" });
        var before = await shop.LiveAsync();
        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, gates = new { sample = 20 } });

        // Told as it goes; the stream ends where a person has to decide.
        var told = await shop.WatchAsync();
        Assert.All(told, static one => Assert.StartsWith("reembedding\n", one, StringComparison.Ordinal));
        Assert.True(told.Count > 2, $"only {told.Count} events");
        var refused = JsonDocument.Parse(told[^1].Split("data: ")[1]).RootElement;
        Assert.Equal("refused", refused.GetProperty("state").GetString());
        Assert.Contains("missing in the new generation", Gate(refused, "coverage").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.False(Gate(refused, "coverage").GetProperty("passed").GetBoolean());
        Assert.Contains("coverage", refused.GetProperty("failure").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, await shop.LiveAsync());

        var report = await shop.Cluster.Http.GetStringAsync("/v1/collections/shop/reembedding/report");
        Assert.Contains("the old generation stays live", report, StringComparison.Ordinal);
        Assert.Contains("data:image/jpeg;base64,", report, StringComparison.Ordinal);
        var json = JsonDocument.Parse(await shop.Cluster.Http.GetStringAsync("/v1/collections/shop/reembedding/report?format=json")).RootElement;
        Assert.False(json.GetProperty("passed").GetBoolean());

        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, force = true, askedBy = "the owner", gates = new { sample = 20 } });
        var draining = await shop.UntilAsync("draining");
        var forced = Assert.Single(draining.GetProperty("audit").EnumerateArray(), static entry => entry.GetProperty("what").GetString()!.Contains("forced", StringComparison.Ordinal));
        Assert.Equal("the owner", forced.GetProperty("by").GetString());
        Assert.Contains("coverage", forced.GetProperty("what").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(before.Space, (await shop.LiveAsync()).Space);
    }

    [Fact]
    public async Task A_new_generation_built_with_another_preprocessing_than_queries_use_is_refused_by_name()
    {
        await using var shop = await LiveShop.OpenAsync(120);
        var before = await shop.LiveAsync();
        await shop.Cluster.KillAsync();
        await shop.StartAsync(new Dictionary<string, string> { ["PROBE_PREPROCESSING"] = "mirrored", ["PROBE_KILL_AT"] = "Verifying" });
        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, gates = new { sample = 40 } });
        await shop.Cluster.UntilEndedAsync(TestContext.Current.CancellationToken);
        await shop.StartAsync();
        var refused = await shop.UntilAsync("refused", "draining");
        Assert.Equal("refused", refused.GetProperty("state").GetString());
        Assert.Contains("preprocessing", Gate(refused, "self-retrieval").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.True(Gate(refused, "coverage").GetProperty("passed").GetBoolean());
        Assert.Equal(before, await shop.LiveAsync());

        // A crash changes nothing of that.
        await shop.Cluster.KillAsync();
        await shop.StartAsync(new Dictionary<string, string> { ["PROBE_KILL_AT"] = "Cancelling" });
        Assert.Equal(Gate(refused, "self-retrieval").ToString(), Gate(await shop.UntilAsync("refused"), "self-retrieval").ToString());

        // Given up, though killed at it, nothing of it is left, and another attempt may begin.
        try
        {
            await shop.AskAsync("cancel");
        }
        catch (HttpRequestException)
        {
            // Killed before it could answer.
        }

        await shop.Cluster.UntilEndedAsync(TestContext.Current.CancellationToken);
        await shop.StartAsync();
        await shop.UntilAsync("cancelled");
        await shop.ReembedAsync(new { encoder = LiveShop.NewEncoder, gates = new { sample = 40 } });
        await shop.UntilAsync("draining");
        Assert.Equal(before.Points, (await shop.LiveAsync()).Points);
    }

    private static JsonElement Gate(JsonElement status, string name) =>
        status.GetProperty("gates").EnumerateArray().Single(gate => gate.GetProperty("name").GetString() == name);
}

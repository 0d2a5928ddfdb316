using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Planning;

public sealed class PlanTests(ShopCluster shop)
{
    [Fact]
    public async Task A_calibrated_plan_says_where_its_numbers_come_from_and_can_be_used_again()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Path("calibration.json");
        var measured = (await shop.RunAsync(
            "plan", "--images", "1000000", "--corpus", shop.Pictures, "--encoder", ShopCluster.Encoder, "--calibrate", "--calibration", file, "--seconds", "2", "--json")).Succeeded();
        var plan = JsonDocument.Parse(measured.Out).RootElement;
        var rate = plan.GetProperty("imagesPerSecond").GetDouble();
        Assert.InRange(rate, 1, 100_000);
        Assert.Equal(rate, plan.GetProperty("stages")[0].GetProperty("imagesPerSecond").GetDouble());
        Assert.Contains("measured on ", plan.GetProperty("stages")[0].GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.InRange(plan.GetProperty("wallSeconds").GetDouble(), 1_000_000 / rate, (1_000_000 / rate) + 60);
        Assert.False(plan.TryGetProperty("cost", out _));

        // Nothing of the measurement is left behind.
        Assert.DoesNotContain("calibration", (await shop.RunAsync("collections", "list")).Succeeded().Out, StringComparison.Ordinal);

        var again = (await shop.RunAsync("plan", "--images", "2000000", "--calibration", file, "--json")).Succeeded();
        Assert.Equal(rate, JsonDocument.Parse(again.Out).RootElement.GetProperty("imagesPerSecond").GetDouble(), 6);
    }

    [Fact]
    public async Task A_plan_for_a_billion_images_names_bottleneck_sizes_and_cost_without_a_gateway()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.Path("prices.json"),
            """{ "currency": "EUR", "coreHour": 0.05, "gpuHour": 2, "reads10000": 0.004, "egressGib": 0, "indexNodeMonth": 300, "storageGibMonth": 0.02 }""",
            TestContext.Current.CancellationToken);
        var environment = new Dictionary<string, string> { ["CLUSTER_GATEWAY"] = "http://127.0.0.1:9" };
        var run = (await CliProcess.RunAsync(
            environment, "plan", "--images", "1000000000", "--mean-bytes", "150000", "--dimension", "512", "--silos", "8", "--cores", "16", "--gpus", "1",
            "--encode-seconds", "0.0005", "--azure", "--index-nodes", "12", "--prices", folder.Path("prices.json"), "--json")).Succeeded();
        var plan = JsonDocument.Parse(run.Out).RootElement;

        // 128 cores at 12 ms an image are slower than 8 GPUs at 0.5 ms and than the account's 20,000 requests.
        Assert.Equal("decode cores", plan.GetProperty("bottleneck").GetString());
        Assert.Equal(128 / 0.012, plan.GetProperty("imagesPerSecond").GetDouble(), 1);
        Assert.Equal(1e9 * 150_000, plan.GetProperty("readBytes").GetDouble());
        var memory = (1e9 * 512 * 4 * 1.5) + (1e9 * 600);
        Assert.Equal(memory, plan.GetProperty("indexMemoryBytes").GetDouble(), 1);

        // 12 nodes of 48 GiB hold no billion of 8-bit copies: four bits, links and ids, and a fifth on top.
        Assert.Equal((int)Math.Ceiling(1e9 * ((512 / 2) + 128 + 40) * 1.2 / (48d * (1L << 30))), plan.GetProperty("indexNodes").GetInt32());
        Assert.Equal(48, plan.GetProperty("qdrant").GetProperty("shards").GetInt32());
        var cost = plan.GetProperty("cost");
        Assert.Equal(plan.GetProperty("gpuHours").GetDouble() * 2, cost.GetProperty("gpus").GetDouble(), 3);
        Assert.Equal(1e9 * 1.0002 / 10_000 * 0.004, cost.GetProperty("reads").GetDouble(), 3);

        var words = (await CliProcess.RunAsync(environment, "plan", "--images", "1000000000", "--azure", "--gpus", "1", "--encode-seconds", "0.0005")).Succeeded();
        Assert.Contains("bottleneck        decode cores", words.Out, StringComparison.Ordinal);
        Assert.Contains("built-in; see docs/planning.md", words.Out, StringComparison.Ordinal);
        Assert.Contains("  load            512 points a request, a fence every 16 requests (8,192 points)", words.Lines);
        Assert.Contains("  verdict         does not fit: 10 nodes of this size would do", words.Lines);
    }

    [Fact]
    public async Task A_job_is_compared_with_the_plan_for_it()
    {
        (await shop.RunAsync("jobs", "submit", "--corpus", shop.Pictures, "--collection", "planned", "--encoder", ShopCluster.Encoder, "--id", "planned", "--wait")).Succeeded();
        var run = (await shop.RunAsync("plan", "--job", "planned", "--json")).Succeeded();
        var comparison = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal("planned", comparison.GetProperty("job").GetString());
        Assert.Equal(
            comparison.GetProperty("expectedSeconds").GetDouble() / comparison.GetProperty("plannedSeconds").GetDouble(), comparison.GetProperty("ratio").GetDouble(), 6);
        Assert.True(comparison.GetProperty("actualImagesPerSecond").GetDouble() > 0);
    }

    [Theory]
    [InlineData("--images", "plan")]
    [InlineData("--corpus", "plan", "--images", "5", "--calibrate")]
    [InlineData("--silos", "plan", "--images", "5", "--silos", "0")]
    public async Task A_plan_that_lacks_something_says_what(string mentions, params string[] arguments)
    {
        var run = await shop.RunAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(mentions, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_price_whose_name_is_not_known_is_refused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Path("prices.json"), """{ "gpuHours": 2 }""", TestContext.Current.CancellationToken);
        var run = await shop.RunAsync("plan", "--images", "5", "--prices", folder.Path("prices.json"));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("gpuHours", run.Error, StringComparison.Ordinal);
    }
}

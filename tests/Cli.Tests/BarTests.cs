using Cluster.Cli.Tests.Hub;

namespace Cluster.Cli.Tests;

public sealed class BarTests(ShopCluster shop)
{
    [Fact]
    public async Task A_person_sees_a_bar_with_counts_while_a_job_runs()
    {
        var run = await PersonsTerminal.RunAsync(
            shop.Environment, "jobs", "submit", "--corpus", shop.Pictures, "--collection", "seen", "--encoder", ShopCluster.Encoder, "--wait");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Ctrl+C ends the watching, not the job.", run.Error, StringComparison.Ordinal);
        Assert.Contains("100% ", run.Error, StringComparison.Ordinal);
        Assert.Contains(" images/s", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{shop.Items.Count} of {shop.Items.Count} images · {shop.Items.Count} embedded", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_sees_a_bar_while_a_model_is_pulled()
    {
        await using var hub = await HubServer.StartAsync();
        using var puller = new Puller(hub);
        var run = await PersonsTerminal.RunAsync(puller.Environment, puller.Arguments());
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("100% ", run.Error, StringComparison.Ordinal);
        Assert.Contains("Licence of the weights: mit.", run.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(puller.Model, "onnx", "vision_model.onnx")));
    }

    [Fact]
    public async Task A_person_sees_answers_in_a_table_without_empty_columns()
    {
        var run = await PersonsTerminal.RunAsync(shop.Environment, "search", "a hat", "--collection", "shop", "--limit", "2");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("SCORE", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("TITLE", run.Out, StringComparison.Ordinal);
    }
}

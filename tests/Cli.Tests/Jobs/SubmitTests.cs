using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Cli.Tests.Jobs;

public sealed class SubmitTests(ShopCluster shop)
{
    [Fact]
    public async Task Submitting_and_waiting_embeds_the_folder_and_prints_counts_in_plain_lines()
    {
        var run = (await shop.RunAsync("jobs", "submit", "--corpus", shop.Pictures, "--collection", "waited", "--encoder", ShopCluster.Encoder, "--wait")).Succeeded();
        Assert.Contains("state        completed", run.Lines);
        Assert.Contains($"images       {shop.Items.Count} listed", run.Lines);
        Assert.Contains($"embedded     {shop.Items.Count}", run.Lines);
        Assert.Contains("unchanged    0", run.Lines);
        Assert.Contains("quarantined  0", run.Lines);
        Assert.Contains($"{shop.Items.Count} of {shop.Items.Count} images", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_job_over_the_same_folder_finds_all_unchanged()
    {
        var run = (await shop.RunAsync("jobs", "submit", "--corpus", shop.Pictures, "--collection", "shop", "--encoder", ShopCluster.Encoder, "--wait")).Succeeded();
        Assert.Contains("embedded     0", run.Lines);
        Assert.Contains($"unchanged    {shop.Items.Count}", run.Lines);
    }

    [Fact]
    public async Task A_relative_folder_and_a_model_folder_by_path_are_taken_from_where_the_command_runs()
    {
        var pictures = Path.GetRelativePath(Environment.CurrentDirectory, shop.Pictures);
        var model = Path.GetRelativePath(Environment.CurrentDirectory, RepositoryFolder.Path("models", ShopCluster.Encoder));
        var run = (await shop.RunAsync("jobs", "submit", "--corpus", pictures, "--collection", "relative", "--encoder", model, "--wait", "--json")).Succeeded();
        using var job = JsonDocument.Parse(run.Out);
        Assert.Equal(shop.Items.Count, job.RootElement.GetProperty("embedded").GetInt32());
        Assert.Equal(shop.Pictures, job.RootElement.GetProperty("corpus").GetProperty("location").GetString());
    }

    [Fact]
    public async Task Weight_concurrency_and_rate_are_taken_and_shown()
    {
        var run = (await shop.RunAsync(
            "jobs", "submit", "--corpus", shop.Pictures, "--collection", "steered", "--encoder", ShopCluster.Encoder, "--weight", "2.5", "--max-concurrency", "3", "--rate", "500",
            "--wait", "--json")).Succeeded();
        using var job = JsonDocument.Parse(run.Out);
        Assert.Equal(shop.Items.Count, job.RootElement.GetProperty("embedded").GetInt32());
        Assert.Equal(
            (2.5, 3, 500d),
            (job.RootElement.GetProperty("weight").GetDouble(), job.RootElement.GetProperty("maxPartitionsInFlight").GetInt32(), job.RootElement.GetProperty("maxImagesPerSecond").GetDouble()));
        var line = (await shop.RunAsync("jobs", "submit", "--corpus", shop.Pictures, "--collection", "steered", "--encoder", ShopCluster.Encoder, "--weight", "0")).Refused(1);
        Assert.Contains("$.weight", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_picture_is_counted_and_costs_only_itself()
    {
        using var folder = new TemporaryFolder();
        File.Copy(shop.FileOf(shop.Items[0]), folder.Path("good.jpg"));
        await File.WriteAllTextAsync(folder.Path("words.jpg"), "not a picture");
        var run = (await shop.RunAsync("jobs", "submit", "--corpus", folder.Root, "--collection", "broken", "--encoder", ShopCluster.Encoder, "--wait")).Succeeded();
        Assert.Contains("embedded     1", run.Lines);
        Assert.Contains("quarantined  1", run.Lines);
    }

    [Fact]
    public async Task Ctrl_C_while_waiting_leaves_the_job_running_and_says_how_to_watch_and_end_it()
    {
        using var cli = shop.Start(
            "jobs", "submit", "--id", "interrupted", "--corpus", shop.ManyPictures(), "--collection", "interrupted", "--encoder", ShopCluster.Encoder, "--wait");
        await cli.Spoke;
        await cli.InterruptAsync();
        var run = await cli.EndAsync();
        Assert.True(run.ExitCode == 130, $"{run.ExitCode}\n{run.Error}{run.Out}");
        Assert.Contains("cluster jobs wait interrupted", run.Error, StringComparison.Ordinal);
        Assert.Contains("cluster jobs cancel interrupted", run.Error, StringComparison.Ordinal);
        Assert.Contains("state        running", (await shop.RunAsync("jobs", "show", "interrupted")).Succeeded().Lines);
        (await shop.RunAsync("jobs", "cancel", "interrupted")).Succeeded();
    }
}

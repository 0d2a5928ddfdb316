namespace Cluster.Cli.Tests.Jobs;

public sealed class JobVerbTests(ShopCluster shop)
{
    [Fact]
    public async Task A_job_can_be_listed_shown_paused_resumed_and_cancelled()
    {
        var submitted = (await shop.RunAsync(
            "jobs", "submit", "--id", "steered", "--corpus", shop.ManyPictures(), "--collection", "steered", "--encoder", ShopCluster.Encoder)).Succeeded();
        Assert.Contains("job          steered", submitted.Lines);
        Assert.Contains("cluster jobs wait steered", submitted.Error, StringComparison.Ordinal);

        Assert.Contains("state        paused", (await shop.RunAsync("jobs", "pause", "steered")).Succeeded().Lines);
        Assert.Contains("state        paused", (await shop.RunAsync("jobs", "show", "steered")).Succeeded().Lines);
        Assert.Contains("state        running", (await shop.RunAsync("jobs", "resume", "steered")).Succeeded().Lines);
        Assert.Contains("state        cancelled", (await shop.RunAsync("jobs", "cancel", "steered")).Succeeded().Lines);
        var row = Assert.Single((await shop.RunAsync("jobs", "list")).Succeeded().Lines, static line => line.StartsWith("steered\t", StringComparison.Ordinal));
        Assert.Equal(["steered", "cancelled", "steered"], row.Split('\t')[..3]);
    }

    [Fact]
    public async Task Waiting_for_a_job_that_was_cancelled_ends_with_a_failing_exit_code()
    {
        await shop.RunAsync("jobs", "submit", "--id", "ended", "--corpus", shop.ManyPictures(), "--collection", "ended", "--encoder", ShopCluster.Encoder);
        (await shop.RunAsync("jobs", "cancel", "ended")).Succeeded();
        var run = await shop.RunAsync("jobs", "wait", "ended");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("state        cancelled", run.Lines);
    }

    [Fact]
    public async Task A_job_that_is_over_cannot_be_resumed()
    {
        (await shop.RunAsync("jobs", "submit", "--id", "over", "--corpus", shop.Pictures, "--collection", "shop", "--encoder", ShopCluster.Encoder, "--wait")).Succeeded();
        Assert.Contains("over", (await shop.RunAsync("jobs", "resume", "over")).Refused(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_job_is_refused_by_its_name() =>
        Assert.Contains("no-such-job", (await shop.RunAsync("jobs", "show", "no-such-job")).Refused(1), StringComparison.Ordinal);
}

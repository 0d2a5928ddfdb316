using Cluster.Domain.Outcomes;
using CsCheck;

namespace Cluster.Pipeline.Tests;

public sealed class ResumeTests
{
    /// <summary>
    /// A crash is an exception at the commit of a checkpoint: points written, the checkpoint lost. However many there are and wherever they fall,
    /// after the last run every picture is accounted for once.
    /// </summary>
    [Fact]
    public Task Crashes_at_any_commit_lose_nothing_and_double_nothing() => Gen
        .Select(Gen.Int[1, 90], Gen.Int[1, 40], Gen.Int[0, 4].Array[0, 4])
        .SampleAsync(
            async (pictures, interval, crashes) =>
            {
                await using var bed = await PipelineBed.WithPicturesAsync(pictures);
                var bad = Enumerable.Range(0, pictures).Where(static picture => picture % 7 == 3).ToHashSet();
                bed.Shard.IsNaN = pixel => bad.Any(picture => PipelineBed.Colour(picture) == pixel);
                foreach (var commits in crashes)
                {
                    var left = commits;
                    bed.Checkpoints.OnCommit = _ => left-- > 0 ? true : throw new FailureException(FailureKind.Unavailable, "crash");
                    await bed.RunAsync(interval: interval);
                }

                bed.Checkpoints.OnCommit = static _ => true;
                Assert.Equal(PipelineEnd.Completed, await bed.RunAsync(interval: interval));
                Assert.Equal(new OutcomeCounts(pictures - bad.Count, 0, bad.Count), bed.Checkpoints.Last.Counts);
                Assert.Equal(bad.Order().Select(PipelineBed.Key), bed.Checkpoints.Quarantined.Select(static row => row.Key.Value));
                await bed.AssertHoldsAsync(Enumerable.Range(0, pictures).Where(picture => !bad.Contains(picture)));
            },
            iter: 40, threads: 1);

    [Fact]
    public async Task A_stop_finishes_what_is_on_its_way_and_the_next_run_goes_on_behind_it()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(300);
        using var stop = new CancellationTokenSource();
        bed.Shard.OnTile = pixel =>
        {
            if (pixel == PipelineBed.Colour(40))
            {
                stop.Cancel();
            }
        };
        Assert.Equal(PipelineEnd.Stopped, await bed.RunAsync(stop: stop.Token));
        var stopped = bed.Checkpoints.Last;
        Assert.InRange(stopped.Sequence, 41, 299);
        Assert.Equal(stopped.Sequence, await bed.Index.CountAsync(PipelineBed.Target.Collection, null, default));
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        Assert.Equal(300, bed.Shard.Images);
        await bed.AssertHoldsAsync(Enumerable.Range(0, 300));
    }

    [Fact]
    public async Task A_run_whose_lease_is_lost_ends_and_commits_no_more()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(200);
        var asked = 0;
        bed.Checkpoints.OnCommit = _ => ++asked < 3;
        Assert.Equal(FailureKind.LeaseLost, (await bed.RunAsync()).Failure!.Kind);
        Assert.Equal(3, asked);
        Assert.Equal(2, bed.Checkpoints.Commits);
    }

    [Fact]
    public async Task A_run_that_was_held_up_past_its_lease_writes_no_point()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(100);
        bed.Checkpoints.IsHeld = false;
        Assert.Equal(FailureKind.LeaseLost, (await bed.RunAsync()).Failure!.Kind);
        await bed.AssertHoldsAsync([]);
        Assert.Equal(0, bed.Checkpoints.Commits);
    }

    [Fact]
    public async Task An_index_that_asks_for_patience_slows_a_run_and_does_not_fail_it()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(100);
        var refusals = 3 * bed.Options.Attempts;
        bed.Index.OnUpsert = () => Interlocked.Decrement(ref refusals) >= 0 ? throw new FailureException(FailureKind.Overloaded, "slower, please") : Task.CompletedTask;
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        await bed.AssertHoldsAsync(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task A_cluster_that_settles_is_waited_for_and_no_image_is_blamed()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(100);
        var deaths = 2 * bed.Options.Attempts;
        bed.Index.OnUpsert = () => Interlocked.Decrement(ref deaths) >= 0 ? throw new FailureException(FailureKind.Unsettled, "a silo died") : Task.CompletedTask;
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        await bed.AssertHoldsAsync(Enumerable.Range(0, 100));
        Assert.Empty(bed.Checkpoints.Quarantined);
    }

    [Fact]
    public async Task A_slow_index_holds_back_listing_reading_and_encoding()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(1_000);
        bed.Options = bed.Options with { Readers = 2, Decoders = 1, BatchSize = 4, WriteQueue = 1 };
        var open = new TaskCompletionSource();
        bed.Index.OnUpsert = () => open.Task;
        var running = bed.RunAsync();

        // All there is room for: queues and hands from the reader on. It must come to rest there.
        var (before, reads) = (-1, 0);
        while (before != reads || reads == 0)
        {
            before = reads;
            await Task.Delay(300);
            reads = bed.Source.Reads;
        }

        Assert.InRange(reads, 8, 40);
        open.SetResult();
        Assert.Equal(PipelineEnd.Completed, await running);
        await bed.AssertHoldsAsync(Enumerable.Range(0, 1_000));
    }
}

using Cluster.Domain.Outcomes;

namespace Cluster.Pipeline.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(8)]
    public async Task Poisonous_images_cost_themselves_and_no_other_of_their_batch(int poisonous)
    {
        await using var bed = await PipelineBed.WithPicturesAsync(16);
        var bad = Enumerable.Range(3, poisonous).ToHashSet();
        bed.Shard.OnTile = pixel => _ = bad.Any(picture => PipelineBed.Colour(picture) == pixel) ? throw new InvalidOperationException("poison") : 0;
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        Assert.Equal(bad.Select(PipelineBed.Key), bed.Checkpoints.Quarantined.Select(static row => row.Key.Value));
        Assert.All(bed.Checkpoints.Quarantined, static row => Assert.Equal(FailureKind.EncoderRefused, row.Reason));
        await bed.AssertHoldsAsync(Enumerable.Range(0, 16).Where(picture => !bad.Contains(picture)));
    }

    [Fact]
    public async Task A_whole_batch_of_poisonous_images_is_set_aside_when_the_encoder_is_sound()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(3);
        bed.Shard.OnTile = static pixel => _ = pixel.Blue == 77 ? throw new InvalidOperationException("poison") : 0;
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        Assert.Equal(new OutcomeCounts(0, 0, 3), bed.Checkpoints.Last.Counts);
    }

    [Fact]
    public async Task An_encoder_that_fails_on_everything_stops_the_run_and_blames_no_image()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(30);
        bed.Shard.OnTile = static _ => throw new InvalidOperationException("broken");
        Assert.Equal(FailureKind.Unavailable, (await bed.RunAsync()).Failure!.Kind);
        Assert.Empty(bed.Checkpoints.Quarantined);

        // Repaired, the same partition goes on from its checkpoint.
        bed.Shard.OnTile = null;
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        await bed.AssertHoldsAsync(Enumerable.Range(0, 30));
    }

    [Fact]
    public async Task A_vector_that_is_not_finite_never_reaches_the_index()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(16);
        bed.Shard.IsNaN = static pixel => pixel == PipelineBed.Colour(5);
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        var row = Assert.Single(bed.Checkpoints.Quarantined);
        Assert.Equal((PipelineBed.Key(5), FailureKind.NonFiniteEmbedding), (row.Key.Value, row.Reason));
        await bed.AssertHoldsAsync(Enumerable.Range(0, 16).Where(static picture => picture != 5));
    }

    [Fact]
    public async Task Reads_that_fail_in_passing_are_tried_again()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(40);
        bed.Source.OnRead = static (_, attempt) => attempt <= 3 ? new Failure(FailureKind.Unavailable, "throttled") : null;
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        await bed.AssertHoldsAsync(Enumerable.Range(0, 40));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(39)]
    public async Task One_blob_that_never_comes_is_set_aside_as_timed_out(int picture)
    {
        await using var bed = await PipelineBed.WithPicturesAsync(40);
        bed.Source.OnRead = (key, _) => key == PipelineBed.Key(picture) ? new Failure(FailureKind.Unavailable, "lost") : null;
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        var row = Assert.Single(bed.Checkpoints.Quarantined);
        Assert.Equal((PipelineBed.Key(picture), FailureKind.TimedOut), (row.Key.Value, row.Reason));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public async Task A_source_that_is_gone_stops_the_run_and_blames_no_image(int pictures)
    {
        await using var bed = await PipelineBed.WithPicturesAsync(pictures);
        bed.Source.OnRead = static (_, _) => new Failure(FailureKind.Unavailable, "down");
        Assert.Equal(FailureKind.Unavailable, (await bed.RunAsync()).Failure!.Kind);
        Assert.Equal(0, bed.Checkpoints.Last.Sequence);
        Assert.Empty(bed.Checkpoints.Quarantined);
    }

    [Fact]
    public async Task A_source_that_goes_away_in_the_middle_keeps_what_was_done_and_sets_nothing_aside()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(60);
        bed.Source.OnRead = static (key, _) => string.CompareOrdinal(key, PipelineBed.Key(30)) >= 0 ? new Failure(FailureKind.Unavailable, "down") : null;
        Assert.Equal(FailureKind.Unavailable, (await bed.RunAsync()).Failure!.Kind);
        Assert.Empty(bed.Checkpoints.Quarantined);
        bed.Source.OnRead = static (_, _) => null;
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        Assert.Equal(new OutcomeCounts(60, 0, 0), bed.Checkpoints.Last.Counts);
        await bed.AssertHoldsAsync(Enumerable.Range(0, 60));
    }

    [Fact]
    public async Task A_full_store_stops_the_run_at_once_and_loses_nothing()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(60);
        var upserts = 0;
        bed.Index.OnUpsert = () => ++upserts == 3 ? throw new FailureException(FailureKind.StorageFull, "disk full") : Task.CompletedTask;
        Assert.Equal(FailureKind.StorageFull, (await bed.RunAsync()).Failure!.Kind);
        Assert.Equal(3, upserts);
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        Assert.Equal(new OutcomeCounts(60, 0, 0), bed.Checkpoints.Last.Counts);
        await bed.AssertHoldsAsync(Enumerable.Range(0, 60));
    }
}

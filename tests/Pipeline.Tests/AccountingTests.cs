using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Payloads;
using Cluster.VectorIndex;

namespace Cluster.Pipeline.Tests;

public sealed class AccountingTests
{
    [Fact]
    public async Task Every_picture_becomes_one_point_with_its_payload()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(100);
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync());
        Assert.Equal(new OutcomeCounts(100, 0, 0), bed.Checkpoints.Last.Counts);
        await bed.AssertHoldsAsync(Enumerable.Range(0, 100));
        var point = (await bed.Index.GetAsync(PipelineBed.Target.Collection, [PipelineBed.Id(42)], new PointSelector(false, null), default))[0];
        Assert.Equal(new PayloadValue.Text("00042.png"), point.Payload[PayloadFields.Key]);
        Assert.Equal(new PayloadValue.Integer(8), point.Payload[PayloadFields.Width]);
        Assert.Equal(new PayloadValue.Text("job"), point.Payload[PayloadFields.Job]);
        Assert.Equal(new PayloadValue.Text("space"), point.Payload[PayloadFields.Space]);
    }

    [Fact]
    public async Task Unchanged_pictures_are_neither_read_nor_encoded()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(50);
        await bed.RunAsync("first");
        var (reads, images) = (bed.Source.Reads, bed.Shard.Images);
        bed.Checkpoints = new();
        Assert.Equal(PipelineEnd.Completed, await bed.RunAsync("second"));
        Assert.Equal(new OutcomeCounts(0, 50, 0), bed.Checkpoints.Last.Counts);
        Assert.Equal((reads, images), (bed.Source.Reads, bed.Shard.Images));
    }

    [Fact]
    public async Task A_touched_file_is_read_again_but_not_encoded_again()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(20);
        await bed.RunAsync("first");
        var (red, green, blue) = PipelineBed.Colour(7);
        await Task.Delay(20);
        bed.Write(PipelineBed.Key(7), TestSupport.TinyPng.OfColour(8, 8, red, green, blue));
        foreach (var job in new[] { "second", "third" })
        {
            var reads = bed.Source.Reads;
            bed.Checkpoints = new();
            Assert.Equal(PipelineEnd.Completed, await bed.RunAsync(job));
            Assert.Equal(new OutcomeCounts(0, 20, 0), bed.Checkpoints.Last.Counts);

            // The new tag is kept, so that the third job does not read it again.
            Assert.Equal(job == "second" ? 1 : 0, bed.Source.Reads - reads);
        }

        Assert.Equal(20, bed.Shard.Images);
    }

    [Fact]
    public async Task A_changed_picture_is_embedded_anew_and_no_other()
    {
        await using var bed = await PipelineBed.WithPicturesAsync(20);
        await bed.RunAsync("first");
        bed.Write(PipelineBed.Key(7), TestSupport.TinyPng.OfColour(9, 9, 200, 1, 1));
        bed.Checkpoints = new();
        await bed.RunAsync("second");
        Assert.Equal(new OutcomeCounts(1, 19, 0), bed.Checkpoints.Last.Counts);
        Assert.Equal(21, bed.Shard.Images);
        Assert.Equal(20, await bed.Index.CountAsync(PipelineBed.Target.Collection, null, default));
    }
}

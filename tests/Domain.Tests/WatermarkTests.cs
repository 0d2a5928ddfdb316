using Cluster.Domain.Outcomes;
using Cluster.Domain.Partitions;
using CsCheck;

namespace Cluster.Domain.Tests;

public sealed class WatermarkTests
{
    [Fact]
    public void Watermark_is_the_contiguous_part_whatever_the_order_of_acknowledgements() => Gen
        .Select(Gen.Int[1, 200], Gen.Int[0, int.MaxValue])
        .Sample((count, seed) =>
        {
            var chance = new Random(seed);
            var states = Enumerable.Range(0, count).Select(_ => (ImageState)chance.Next(3)).ToArray();
            var order = Enumerable.Range(0, count).ToArray();
            chance.Shuffle(order);
            var watermark = new Watermark(Checkpoint.Start);
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(i, watermark.List($"p{i}"));
            }

            var done = new bool[count];
            foreach (var i in order)
            {
                done[i] = true;
                watermark.Acknowledge(i, states[i]);
                var contiguous = done.TakeWhile(static isDone => isDone).Count();
                var expected = new Checkpoint(contiguous, contiguous == 0 ? null : $"p{contiguous - 1}", Sum(states.Take(contiguous)));
                Assert.Equal(expected, watermark.Current);
                Assert.Equal(count - contiguous, watermark.Open);
            }
        });

    [Fact]
    public void Going_on_from_a_checkpoint_counts_on()
    {
        var watermark = new Watermark(new Checkpoint(5, "p4", new OutcomeCounts(3, 1, 1)));
        Assert.Equal(5, watermark.List("p5"));
        Assert.True(watermark.Acknowledge(5, ImageState.Quarantined));
        Assert.Equal(new Checkpoint(6, "p5", new OutcomeCounts(3, 1, 2)), watermark.Current);
    }

    [Fact]
    public void An_image_cannot_be_accounted_for_twice()
    {
        var watermark = new Watermark(Checkpoint.Start);
        watermark.List("a");
        watermark.List("b");
        watermark.Acknowledge(1, ImageState.Embedded);
        Assert.Throws<InvalidOperationException>(() => watermark.Acknowledge(1, ImageState.Embedded));
        watermark.Acknowledge(0, ImageState.Embedded);
        Assert.Throws<InvalidOperationException>(() => watermark.Acknowledge(0, ImageState.Embedded));
        Assert.Throws<InvalidOperationException>(() => watermark.Acknowledge(2, ImageState.Embedded));
    }

    private static OutcomeCounts Sum(IEnumerable<ImageState> states) => states.Aggregate(default(OutcomeCounts), static (sum, state) => sum + state switch
    {
        ImageState.Embedded => new OutcomeCounts(1, 0, 0),
        ImageState.Unchanged => new OutcomeCounts(0, 1, 0),
        _ => new OutcomeCounts(0, 0, 1),
    });
}

using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;

namespace Cluster.Encoders.Tests.Sharding;

public sealed class LaneTests
{
    private static readonly EncoderShardOptions Options = new() { QueryQueue = 2, BulkQueue = 4, TextBatch = 8 };

    [Fact]
    public async Task What_an_abandoned_shard_still_computes_reaches_nobody()
    {
        using var encoder = new HeldEncoder { Value = 7 };
        var shard = new EncoderShard(encoder, encoder, Options);
        await encoder.HoldAsync(shard);
        var waiting = new float[1];
        var held = encoder.Held!;
        var queued = shard.EncodeImagesAsync(new byte[3], 1, waiting, Lane.Bulk, Token);
        shard.Abandon(new Failure(FailureKind.Unavailable, "it hangs"));
        Assert.Equal("it hangs", (await Assert.ThrowsAsync<FailureException>(() => held)).Failure.Detail);
        Assert.Equal("it hangs", (await Assert.ThrowsAsync<FailureException>(() => queued)).Failure.Detail);
        await Assert.ThrowsAsync<FailureException>(() => shard.EncodeTextsAsync(["late"], new float[1], Token));
        Assert.False(encoder.IsDisposed);

        encoder.LetGo();
        await shard.Ended.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.True(encoder.IsDisposed);
        Assert.Equal(0, encoder.Taken[0]);
        Assert.Equal(0, waiting[0]);
    }

    [Fact]
    public async Task A_probe_goes_before_a_lane_that_is_full()
    {
        using var encoder = new HeldEncoder();
        await using var shard = new EncoderShard(encoder, encoder, Options);
        await encoder.HoldAsync(shard);
        var full = Enumerable.Range(0, 2).Select(_ => shard.EncodeTextsAsync(["waits"], new float[1], Token)).ToArray();
        var probe = shard.ProbeAsync(new byte[3], new float[1], "probe", new float[1], Token);
        encoder.LetGo();
        await probe;
        await Task.WhenAll(full);
        Assert.Equal(["images", "images"], encoder.Order.Take(2));
    }

    [Fact]
    public async Task One_who_asks_alone_is_not_kept_waiting_and_those_who_ask_together_wait_for_each_other()
    {
        // Much longer than the test may take: who is answered was not kept waiting.
        using var encoder = new HeldEncoder();
        await using var shard = new EncoderShard(encoder, encoder, Options with { QueryLinger = TimeSpan.FromSeconds(600) });
        await AskAsync("alone");
        await encoder.HoldAsync(shard);
        var together = Task.WhenAll(AskAsync("one"), AskAsync("two"));
        encoder.LetGo();
        await together;

        // Several have just asked at the same time: the next one is waited for.
        var third = AskAsync("three");
        var fourth = AskAsync("four");
        await Task.WhenAll(third, fourth).WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal([1, 2, 2], encoder.TextBatches);

        Task AskAsync(string text) => shard.EncodeTextsAsync([text], new float[1], Token);
    }

    [Fact]
    public void A_pass_holds_as_many_images_as_fit_into_the_slice_by_what_they_have_cost()
    {
        var slice = new PassSlice(TimeSpan.FromMilliseconds(50), maxBatch: 64);
        Assert.Equal(4, slice.Images);
        for (var i = 0; i < 30; i++)
        {
            slice.Ran(slice.Images, TimeSpan.FromMilliseconds(5 * slice.Images));
        }

        Assert.Equal(10, slice.Images);
        for (var i = 0; i < 30; i++)
        {
            slice.Ran(slice.Images, TimeSpan.FromMilliseconds(200 * slice.Images));
        }

        Assert.Equal(1, slice.Images);
        for (var i = 0; i < 60; i++)
        {
            slice.Ran(slice.Images, TimeSpan.FromMicroseconds(10 * slice.Images));
        }

        Assert.Equal(64, slice.Images);
    }

    [Fact]
    public async Task A_large_bulk_call_lets_a_query_in_between_its_passes()
    {
        using var encoder = new HeldEncoder();
        await using var shard = new EncoderShard(encoder, encoder, Options);
        await encoder.HoldAsync(shard);
        var bulk = shard.EncodeImagesAsync(new byte[30], 10, new float[10], Lane.Bulk, Token);
        var query = shard.EncodeTextsAsync(["now"], new float[1], Token);
        encoder.LetGo();
        await Task.WhenAll(bulk, query);
        Assert.Equal("texts", encoder.Order[1]);
        Assert.True(encoder.Order.Count(static what => what == "images") > 2, "the bulk call was one pass");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}

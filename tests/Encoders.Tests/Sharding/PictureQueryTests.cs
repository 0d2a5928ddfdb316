using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;

namespace Cluster.Encoders.Tests.Sharding;

public sealed class PictureQueryTests
{
    private static readonly EncoderShardOptions Options = new() { QueryQueue = 16, BulkQueue = 4, TextBatch = 8 };

    [Fact]
    public async Task Pictures_of_queries_that_wait_share_a_pass_and_each_gets_its_own_row()
    {
        using var encoder = new HeldEncoder();
        await using var shard = await HeldAsync(encoder);
        var asked = Enumerable.Range(1, 4).Select(i => AskAsync(shard, (byte)i)).ToArray();
        encoder.LetGo();
        var rows = await Task.WhenAll(asked);
        Assert.Equal([1f, 2f, 3f, 4f], rows);
        Assert.Equal([1, 4], encoder.PictureBatches);
    }

    [Fact]
    public async Task A_bad_picture_fails_alone_and_not_those_it_shared_a_pass_with()
    {
        using var encoder = new HeldEncoder();
        await using var shard = await HeldAsync(encoder);
        var good = AskAsync(shard, 1);
        var bad = AskAsync(shard, HeldEncoder.PoisonByte);
        var other = AskAsync(shard, 3);
        encoder.LetGo();
        Assert.Equal((1f, 3f), (await good, await other));
        await Assert.ThrowsAsync<InvalidDataException>(() => bad);
        Assert.Equal([1, 1, 1], encoder.PictureBatches);
    }

    [Theory]
    [InlineData(20, new[] { 1, 2, 2, 2, 2, 2 })]
    [InlineData(60, new[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData(1, new[] { 1, 8, 2 })]
    public async Task No_more_pictures_share_a_pass_than_fit_into_the_slice_by_what_they_have_cost_or_than_the_tower_takes(int milliseconds, int[] passes)
    {
        using var encoder = new HeldEncoder { Cost = TimeSpan.FromMilliseconds(milliseconds) };
        await using var shard = await HeldAsync(encoder);
        var asked = Enumerable.Range(1, 10).Select(i => AskAsync(shard, (byte)i)).ToArray();
        encoder.LetGo();
        Assert.Equal(Enumerable.Range(1, 10).Select(static i => (float)i), await Task.WhenAll(asked));
        Assert.Equal(passes, encoder.PictureBatches);
    }

    [Fact]
    public async Task A_picture_given_up_leaves_its_place_to_another_and_is_not_encoded()
    {
        using var encoder = new HeldEncoder();
        await using var shard = await HeldAsync(encoder, Options with { QueryQueue = 2 });
        using var giveUp = new CancellationTokenSource();
        var first = AskAsync(shard, 1);
        var second = AskAsync(shard, 2, giveUp.Token);
        Assert.Equal(FailureKind.Overloaded, (await Assert.ThrowsAsync<FailureException>(() => AskAsync(shard, 3))).Failure.Kind);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        // The tower is still busy: the place was freed by giving up, not by being served.
        var third = AskAsync(shard, 3);
        encoder.LetGo();
        Assert.Equal((1f, 3f), (await first, await third));
        Assert.Equal([1, 2], encoder.PictureBatches);
    }

    [Fact]
    public async Task Pictures_and_texts_that_wait_in_turns_share_one_pass_each()
    {
        using var encoder = new HeldEncoder();
        await using var shard = await HeldAsync(encoder);
        List<Task> asked = [];
        for (var i = 1; i <= 3; i++)
        {
            asked.Add(shard.EncodeTextsAsync(["text"], new float[1], Token));
            asked.Add(AskAsync(shard, (byte)i));
        }

        encoder.LetGo();
        await Task.WhenAll(asked);
        Assert.Equal(["images", "texts", "images"], encoder.Order);
        Assert.Equal([1, 3], encoder.PictureBatches);
        Assert.Equal([3], encoder.TextBatches);
    }

    [Fact]
    public async Task A_picture_of_a_query_shares_no_pass_with_a_job_or_a_canary()
    {
        using var encoder = new HeldEncoder();
        await using var shard = await HeldAsync(encoder);
        var bulk = shard.EncodeImagesAsync(new byte[6], 2, new float[2], Lane.Bulk, Token);
        var asked = Task.WhenAll(AskAsync(shard, 1), AskAsync(shard, 2), AskAsync(shard, 3));
        var probe = shard.ProbeAsync(new byte[3], new float[1], "probe", new float[1], Token);
        encoder.LetGo();
        await Task.WhenAll(bulk, asked, probe);
        Assert.Equal([1, 1, 3, 2], encoder.PictureBatches);
    }

    [Fact]
    public async Task Who_asks_with_a_picture_alone_is_not_kept_waiting_and_those_who_ask_together_wait_for_each_other()
    {
        // Much longer than the test may take: who is answered was not kept waiting.
        using var encoder = new HeldEncoder();
        await using var shard = await HeldAsync(encoder, Options with { QueryLinger = TimeSpan.FromSeconds(600) });
        var together = Task.WhenAll(AskAsync(shard, 1), AskAsync(shard, 2));
        encoder.LetGo();
        await together;

        // Several have just asked at the same time: the next one is waited for.
        var third = AskAsync(shard, 3);
        var fourth = AskAsync(shard, 4);
        var rows = await Task.WhenAll(third, fourth).WaitAsync(TimeSpan.FromSeconds(60), Token);
        Assert.Equal([3f, 4f], rows);
        Assert.Equal([1, 2, 2], encoder.PictureBatches);
    }

    /// <summary>A shard whose thread is inside the tower, with its first picture.</summary>
    private static async Task<EncoderShard> HeldAsync(HeldEncoder encoder, EncoderShardOptions? options = null)
    {
        var shard = new EncoderShard(encoder, encoder, options ?? Options, encoder.Time);
        await encoder.HoldAsync(shard);
        return shard;
    }

    private static async Task<float> AskAsync(EncoderShard shard, byte picture, CancellationToken? cancellationToken = null)
    {
        var row = new float[1];
        await shard.EncodeImagesAsync(new byte[] { picture, 0, 0 }, 1, row, Lane.Query, cancellationToken ?? Token);
        return row[0];
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}

using Cluster.Domain.Outcomes;
using Cluster.Encoders.Sharding;

namespace Cluster.Encoders.Tests.Sharding;

public sealed class EncoderShardTests
{
    private static readonly EncoderShardOptions Options = new() { QueryQueue = 4, BulkQueue = 2, TextBatch = 4 };

    [Fact]
    public async Task A_bad_text_fails_alone_and_not_those_it_was_joined_with()
    {
        using var encoder = new HeldEncoder();
        await using var shard = new EncoderShard(encoder, encoder, Options);
        await encoder.HoldAsync(shard);
        var good = EncodeAsync(shard, "one");
        var bad = EncodeAsync(shard, HeldEncoder.Poison);
        var other = EncodeAsync(shard, "three");
        encoder.LetGo();
        Assert.Equal(3, (await good)[0]);
        Assert.Equal(5, (await other)[0]);
        await Assert.ThrowsAsync<InvalidDataException>(() => bad);
    }

    [Fact]
    public async Task Waiting_texts_are_encoded_together_up_to_the_limit()
    {
        using var encoder = new HeldEncoder();
        await using var shard = new EncoderShard(encoder, encoder, Options);
        await encoder.HoldAsync(shard);
        var all = Task.WhenAll(EncodeAsync(shard, "a", "b", "c"), EncodeAsync(shard, "d", "e"), EncodeAsync(shard, "f"));
        encoder.LetGo();
        await all;
        Assert.Equal([3, 3], encoder.TextBatches);
    }

    [Fact]
    public async Task A_request_of_many_texts_goes_in_parts_and_lets_others_in_between()
    {
        using var encoder = new HeldEncoder();
        await using var shard = new EncoderShard(encoder, encoder, Options);
        var rows = new float[11];
        string[] texts = [.. Enumerable.Range(1, 11).Select(static i => new string('x', i))];
        await shard.EncodeTextsAsync(texts, rows, TestContext.Current.CancellationToken);
        Assert.Equal([4, 4, 3], encoder.TextBatches);
        Assert.Equal(Enumerable.Range(1, 11).Select(static i => (float)i), rows);
    }

    [Fact]
    public async Task A_query_given_up_leaves_its_place_to_another()
    {
        using var encoder = new HeldEncoder();
        await using var shard = new EncoderShard(encoder, encoder, Options);
        await encoder.HoldAsync(shard);
        using var giveUp = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 4).Select(_ => shard.EncodeTextsAsync(["x"], new float[1], giveUp.Token)).ToArray();
        var full = await Assert.ThrowsAsync<FailureException>(() => EncodeAsync(shard, "full"));
        Assert.Equal(FailureKind.Overloaded, full.Failure.Kind);

        await giveUp.CancelAsync();
        foreach (var task in waiting)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        }

        // The encoder is still busy: the places were freed by giving up, not by being served.
        var next = EncodeAsync(shard, "next");
        encoder.LetGo();
        Assert.Equal(4, (await next)[0]);
    }

    [Fact]
    public async Task A_bulk_batch_given_up_outside_or_inside_lets_the_next_one_in()
    {
        using var encoder = new HeldEncoder();
        await using var shard = new EncoderShard(encoder, encoder, Options);
        await encoder.HoldAsync(shard);
        using var giveUp = new CancellationTokenSource();
        var inside = Enumerable.Range(0, 2).Select(_ => BulkAsync(shard, giveUp.Token)).ToArray();
        var outside = BulkAsync(shard, giveUp.Token);
        var later = Enumerable.Range(0, 3).Select(_ => BulkAsync(shard, TestContext.Current.CancellationToken)).ToArray();
        await giveUp.CancelAsync();
        foreach (var task in inside.Append(outside))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        }

        encoder.LetGo();
        await Task.WhenAll(later);
        Assert.Equal(3, encoder.ImageBatches - 1);
    }

    [Fact]
    public async Task Queries_go_before_bulk_batches()
    {
        using var encoder = new HeldEncoder();
        await using var shard = new EncoderShard(encoder, encoder, Options);
        await encoder.HoldAsync(shard);
        var bulk = BulkAsync(shard, TestContext.Current.CancellationToken);
        var query = EncodeAsync(shard, "now");
        encoder.LetGo();
        await Task.WhenAll(bulk, query);
        Assert.Equal(["images", "texts", "images"], encoder.Order);
    }

    [Fact]
    public async Task Disposing_finishes_what_is_queued_and_refuses_what_comes_after()
    {
        using var encoder = new HeldEncoder();
        var shard = new EncoderShard(encoder, encoder, Options);
        await encoder.HoldAsync(shard);
        var queued = EncodeAsync(shard, "queued");
        var inside = Enumerable.Range(0, 2).Select(_ => BulkAsync(shard, TestContext.Current.CancellationToken)).ToArray();
        var outside = BulkAsync(shard, TestContext.Current.CancellationToken);
        var disposing = shard.DisposeAsync().AsTask();
        var late = await Assert.ThrowsAsync<FailureException>(() => EncodeAsync(shard, "late"));
        Assert.Equal(FailureKind.Unavailable, late.Failure.Kind);
        Assert.Equal(FailureKind.Unavailable, (await Assert.ThrowsAsync<FailureException>(() => outside)).Failure.Kind);
        encoder.LetGo();
        await disposing;
        await shard.DisposeAsync();
        Assert.Equal(6, (await queued)[0]);
        await Task.WhenAll(inside);
        Assert.True(encoder.IsDisposed);
    }

    [Fact]
    public async Task However_callers_and_the_end_race_every_call_is_answered_or_refused()
    {
        for (var round = 0; round < 200; round++)
        {
            using var encoder = new HeldEncoder();
            var shard = new EncoderShard(encoder, encoder, Options with { QueryQueue = 64 });
            using var giveUp = new CancellationTokenSource();
            var callers = Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            {
                try
                {
                    await (i % 4 == 0 ? BulkAsync(shard, giveUp.Token) : EncodeAsync(shard, "text"));
                    return true;
                }
                catch (FailureException fault) when (fault.Failure.Kind == FailureKind.Unavailable)
                {
                    return false;
                }
                catch (OperationCanceledException)
                {
                    return false;
                }
            })).ToArray();
            var ending = Task.Run(() => shard.DisposeAsync().AsTask(), TestContext.Current.CancellationToken);
            await giveUp.CancelAsync();
            await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            await ending;
        }
    }

    private static async Task<float[]> EncodeAsync(EncoderShard shard, params IReadOnlyList<string> texts)
    {
        var rows = new float[texts.Count];
        await shard.EncodeTextsAsync(texts, rows, TestContext.Current.CancellationToken);
        return rows;
    }

    private static Task BulkAsync(EncoderShard shard, CancellationToken cancellationToken) => shard.EncodeImagesAsync(new byte[3], 1, new float[1], Lane.Bulk, cancellationToken);
}

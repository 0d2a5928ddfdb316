using Cluster.Encoders.Sharding;

namespace Cluster.Encoders.Tests.Onnx;

public sealed class PassTests
{
    [Fact]
    public async Task Calls_side_by_side_and_divided_ones_give_the_rows_that_single_pictures_give()
    {
        using var bed = new ModelBed();
        var tiles = ModelBed.Tiles(8);
        using var alone = await bed.ImagesAsync();
        float[] expected = [.. tiles.Chunk(tiles.Length / 8).SelectMany(tile => ModelBed.Encode(alone, tile))];
        using var encoder = await bed.ImagesAsync(options: ModelBed.Options with { IntraOpThreads = 3, Passes = 3 });
        Assert.Equal(3, encoder.Parallelism);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() =>
        {
            for (var round = 0; round < 50; round++)
            {
                var count = 1 + ((caller + round) % 8);
                var rows = ModelBed.Encode(encoder, tiles[..(count * tiles.Length / 8)]);
                Assert.Equal(expected[..rows.Length], rows, static (a, b) => Math.Abs(a - b) < 1e-6);
            }
        })));
    }

    [Fact]
    public async Task A_shard_runs_as_many_bulk_batches_at_a_time_as_its_tower_has_passes()
    {
        using var bed = new ModelBed();
        var tiles = ModelBed.Tiles(4);
        var encoder = await bed.ImagesAsync(options: ModelBed.Options with { IntraOpThreads = 2 });
        var expected = ModelBed.Encode(encoder, tiles);
        await using var shard = new EncoderShard(encoder, null, new EncoderShardOptions());
        Assert.Equal(2, shard.Parallelism);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            var rows = new float[expected.Length];
            await shard.EncodeImagesAsync(tiles, 4, rows, Lane.Bulk, TestContext.Current.CancellationToken);
            Assert.Equal(expected, rows, static (a, b) => Math.Abs(a - b) < 1e-6);
        }));
    }

    [Fact]
    public async Task One_thread_runs_one_pass()
    {
        using var bed = new ModelBed();
        using var encoder = await bed.ImagesAsync();
        Assert.Equal(1, encoder.Parallelism);
    }
}

using Cluster.Encoders.Onnx;
using Cluster.Encoders.Sharding;
using Cluster.Imaging;
using Cluster.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Encoders.Tests.Sharding;

public sealed class SharedPassTests
{
    private static readonly IImagePreprocessor Preprocessor = new ServiceCollection().AddImaging().BuildServiceProvider().GetRequiredService<IImagePreprocessor>();

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1, 4 })]
    public async Task Photographs_of_queries_at_the_same_time_go_through_one_run_of_the_session_and_come_out_as_each_alone(int[] buckets)
    {
        var catalog = new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [RepositoryFolder.Path("models")] }));
        var manifest = (await catalog.FindAsync("demo-clip", Token)).OrThrow();
        var onnx = new OnnxOptions { IntraOpThreads = 1, MaxBatch = 8, BatchBuckets = buckets };

        // By a clock that stands still the shard knows nothing of costs, and lets as many share a pass as it does at first.
        var tower = new HeldTower(new OnnxEncoderFactory(Options.Create(onnx)).LoadImageEncoder(manifest));
        await using var shard = new EncoderShard(tower, null, new EncoderShardOptions(), new FakeTimeProvider());
        var tiles = Directory.GetFiles(SharedData.Path("goldens", "images"), "photo_*").Order(StringComparer.Ordinal).Take(3).Select(file => TileOf(file, manifest)).ToArray();
        List<float[]> alone = [];
        foreach (var tile in tiles)
        {
            alone.Add(await AskAsync(shard, tile));
            await tower.EnteredAsync(Token);
        }

        tower.Hold();
        var held = AskAsync(shard, tiles[0]);
        await tower.EnteredAsync(Token);
        var together = tiles.Select(tile => AskAsync(shard, tile)).ToArray();
        tower.LetGo();
        await Task.WhenAll([held, .. together]);
        Assert.Equal([1, 1, 1, 1, 3], tower.Passes);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(alone[i], await together[i], static (a, b) => Math.Abs(a - b) < 1e-6);
            Assert.NotEqual(alone[i], alone[(i + 1) % 3]);
        }
    }

    private static async Task<float[]> AskAsync(EncoderShard shard, byte[] tile)
    {
        var row = new float[shard.Manifest.Dimension];
        await shard.EncodeImagesAsync(tile, 1, row, Lane.Query, Token);
        return row;
    }

    private static byte[] TileOf(string file, EncoderManifest manifest)
    {
        var tile = new byte[Preprocessor.TileBytes(manifest.Preprocessing)];
        Assert.Null(Preprocessor.Preprocess(File.ReadAllBytes(file), manifest.Preprocessing, tile, Token).Failure);
        return tile;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}

using Cluster.Bench.Models;
using Cluster.Encoders.Onnx;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Tests.Onnx;

public sealed class BatchTests
{
    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 4, 8 })]
    [InlineData(new[] { 16 })]
    public async Task A_batch_filled_up_to_its_bucket_gives_the_rows_that_single_pictures_give(int[] buckets)
    {
        using var bed = new ModelBed();
        using var encoder = await bed.ImagesAsync(options: ModelBed.Options with { MaxBatch = 8, BatchBuckets = buckets });
        var size = ModelBed.Side * ModelBed.Side * 3;
        foreach (var count in (int[])[8, 1, 3, 5])
        {
            var tiles = ModelBed.Tiles(count, count);
            var together = ModelBed.Encode(encoder, tiles);
            var alone = tiles.Chunk(size).SelectMany(tile => ModelBed.Encode(encoder, tile));
            Assert.Equal(alone, together, static (a, b) => Math.Abs(a - b) < 1e-6);
        }
    }

    [Fact]
    public async Task A_graph_with_a_fixed_batch_is_filled_up_to_it()
    {
        using var bed = new ModelBed();
        using var encoder = await bed.ImagesAsync(ModelBed.Vision(batch: 4));
        Assert.Equal(4, encoder.MaxBatch);
        using var free = await bed.ImagesAsync();
        Assert.Equal(ModelBed.Encode(free, ModelBed.Tiles(3)), ModelBed.Encode(encoder, ModelBed.Tiles(3)), static (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public async Task Buckets_on_a_gpu_are_powers_of_two_up_to_the_largest_batch_and_none_on_the_processor()
    {
        var gpu = BatchBuckets.For(ExecutionProvider.Cuda, [], 48);
        Assert.Equal([1, 2, 4, 8, 32, 48], ((int[])[1, 2, 3, 8, 17, 33]).Select(gpu.Fit));
        var processor = BatchBuckets.For(ExecutionProvider.Cpu, [], 48);
        Assert.Equal([1, 17, 48], ((int[])[1, 17, 48]).Select(processor.Fit));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task More_texts_than_a_pass_holds_are_encoded_in_several()
    {
        using var bed = new ModelBed();
        using var encoder = await bed.TextsAsync(options: ModelBed.Options with { MaxTextBatch = 3 });
        string[] texts = [.. Enumerable.Range(0, 10).Select(static i => string.Join(' ', Enumerable.Repeat("red dress", i * 4)))];
        Assert.Equal(texts.SelectMany(text => ModelBed.Encode(encoder, text)), ModelBed.Encode(encoder, texts), static (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public async Task A_batch_allocates_no_tensors()
    {
        using var folder = new TemporaryFolder();
        ModelFolder.Write(folder.Path("m"), TransformerShape.Tiny, Precision.Fp32);
        var manifest = (await new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [folder.Root] })).FindAsync("m", TestContext.Current.CancellationToken)).OrThrow();
        using var encoder = ModelBed.Factory().LoadImageEncoder(manifest);
        var tiles = new byte[16 * 32 * 32 * 3];
        var rows = new float[16 * manifest.Dimension];
        encoder.Encode(tiles, 16, rows);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            encoder.Encode(tiles, 16, rows);
        }

        // What ONNX Runtime's managed layer takes for names and handles; the tensors of a batch alone would be 196,608 bytes.
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 10;
        Assert.True(allocated < 2_048, $"{allocated} bytes a batch");
    }
}

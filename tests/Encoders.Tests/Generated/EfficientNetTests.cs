using Cluster.Bench.Models;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Tests.Generated;

/// <summary>The generated image tower of ALIGN, through catalog and factory as a real one.</summary>
public sealed class EfficientNetTests : IDisposable
{
    private readonly TemporaryFolder _models = new();

    [Fact]
    public async Task A_generated_align_folder_is_read_and_encodes_the_same_in_both_precisions()
    {
        var shape = EfficientNetShape.Tiny;
        ModelFolder.Write(_models.Path("align"), shape, Precision.Fp32, Precision.Fp16);
        var manifest = await ManifestAsync("align");
        Assert.Equal((EncoderFamily.Align, shape.Embedding, Pooling.Mean), (manifest.Family, manifest.Dimension, manifest.ImagePooling));
        Assert.Equal((65, 65, (78, 78)), (manifest.Preprocessing.Width, manifest.Preprocessing.Height, manifest.Preprocessing.ResizeTo));
        var (whole, half) = (Encode(manifest, ModelPrecision.Fp32), Encode(manifest, ModelPrecision.Fp16));
        for (var i = 0; i < whole.Length; i++)
        {
            Assert.Equal(1, Dot(whole[i], whole[i]), 1e-4);
            Assert.InRange(Dot(whole[i], half[i]), 0.9999, 1.0001);
        }

        // Pictures are told apart: what is compared is not a constant.
        Assert.InRange(Dot(whole[0], whole[1]), -1, 0.999);
    }

    [Fact]
    public void Aligns_tower_has_the_blocks_weights_and_products_of_b7_at_its_resolution()
    {
        var shape = EfficientNetShape.Align;
        Assert.Equal(55, shape.Blocks.Count);
        Assert.Equal((64, 144, 640), (shape.Stem, shape.StemSide, shape.Embedding));
        Assert.Equal(9, shape.Blocks.Aggregate(shape.StemSide, static (side, block) => block.SideAfter(side)));

        // B7 is published with 37 billion products at 600 pixels and 66 million weights; 2.6 million are the classifier's, 1.6 million of the last convolution, which ALIGN lacks.
        var published = 37e9 * 289 * 289 / (600.0 * 600);
        Assert.InRange(shape.Operations / 2, published * 0.9, published * 1.1);
        Assert.InRange((shape with { Image = 600 }).Operations / 2, 37e9 * 0.9, 37e9 * 1.1);
        var weights = shape.Blocks.Sum(static block =>
            (block.Expansion == 1 ? 0.0 : block.In * block.Inner) + (block.Inner * block.Kernel * block.Kernel) + (2 * block.Inner * block.Squeezed) + (block.Inner * block.Out));
        Assert.InRange(weights, 61e6, 63e6);
    }

    [Fact]
    public async Task A_matrix_larger_than_the_usual_pool_of_weights_is_whole()
    {
        // One layer of ViT-H/14, whose widest matrix has 6.5 million weights.
        ModelFolder.Write(_models.Path("wide"), TransformerShape.H14 with { Image = 28, Layers = 1 }, Precision.Fp32);
        var rows = Encode(await ManifestAsync("wide"), ModelPrecision.Fp32);
        Assert.All(rows, static row => Assert.Equal(1, Dot(row, row), 1e-4));
    }

    public void Dispose() => _models.Dispose();

    private async Task<EncoderManifest> ManifestAsync(string name) =>
        (await new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [_models.Root] })).FindAsync(name, TestContext.Current.CancellationToken)).OrThrow();

    private static float[][] Encode(EncoderManifest manifest, ModelPrecision precision)
    {
        using var encoder = ModelBed.Factory(ModelBed.Options with { Provider = ExecutionProvider.Cpu, Precision = precision }).LoadImageEncoder(manifest);
        var size = manifest.Preprocessing.Width * manifest.Preprocessing.Height * 3;
        var tiles = new byte[4 * size];
        new Random(1).NextBytes(tiles);

        // Noise, and pictures of one colour each: as far apart as pictures are.
        tiles.AsSpan(size, size).Fill(20);
        tiles.AsSpan(2 * size, size).Fill(240);
        var rows = new float[4 * manifest.Dimension];
        encoder.Encode(tiles, 4, rows);
        return [.. rows.Chunk(manifest.Dimension)];
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b).Sum(static pair => (double)pair.First * pair.Second);
}

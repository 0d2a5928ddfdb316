using Cluster.Bench.Models;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.Encoders.Onnx;
using Cluster.Encoders.Parity;
using Cluster.Imaging;
using Cluster.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cluster.Encoders.Tests.Parity;

public sealed class ParityTests : IDisposable
{
    private static readonly IImagePreprocessor Preprocessor = new ServiceCollection().AddImaging().BuildServiceProvider().GetRequiredService<IImagePreprocessor>();
    private readonly TemporaryFolder _models = new();

    public ParityTests() => ModelFolder.Write(_models.Path("tiny"), TransformerShape.Tiny, Precision.Fp32, Precision.Fp16, Precision.Int8);

    [Theory]
    [InlineData(ModelPrecision.Fp16)]
    [InlineData(ModelPrecision.Int8)]
    public async Task A_variant_is_refused_until_it_was_compared_and_taken_once_it_passed(ModelPrecision precision)
    {
        var manifest = await ManifestAsync();
        var refused = Assert.Throws<FailureException>(() => Load(manifest, precision));
        Assert.Equal(FailureKind.ModelIncomplete, refused.Failure.Kind);
        Assert.Contains("cluster encoders verify tiny", refused.Message, StringComparison.Ordinal);

        // A random net of two layers is rougher than a trained one; what the figures are is not the point here.
        var options = new ParityOptions { Int8MeanCosine = 0.9, Int8Overlap = 0.3 };
        var result = Verify(manifest, new ParityRequest(precision, Images: 40), options);
        Assert.Empty(result.Shortfalls);
        Assert.Equal(40, result.Figures.Images);
        Assert.InRange(result.Figures.WorstCosine, 0.8, 1.0);
        Load(manifest, precision, options);
    }

    [Fact]
    public async Task The_reference_against_itself_is_perfect()
    {
        var figures = Verify(await ManifestAsync(), new ParityRequest(ModelPrecision.Fp32, Images: 20)).Figures;
        Assert.Equal(1, figures.WorstCosine, 1e-6);
        Assert.Equal(1, figures.Overlap);
    }

    [Fact]
    public async Task A_variant_that_falls_short_is_signed_off_as_such_and_stays_out()
    {
        // Weights of another net under the name of the int8 variant.
        await File.WriteAllBytesAsync(_models.Path("tiny", "onnx", "vision_model_quantized.onnx"), VisionTransformer.Write(TransformerShape.Tiny with { Layers = 5 }, Precision.Int8), TestContext.Current.CancellationToken);
        var manifest = await ManifestAsync();
        var result = Verify(manifest, new ParityRequest(ModelPrecision.Int8, Images: 20));
        Assert.False(result.Passed);
        Assert.Contains(result.Shortfalls, static fault => fault.Contains("0.99", StringComparison.Ordinal));
        Assert.False(Assert.Single(ParityVerifier.Signed(manifest)).Passed);
        Assert.Contains("differs too much", Assert.Throws<FailureException>(() => Load(manifest, ModelPrecision.Int8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_holds_for_the_files_it_was_made_with_alone()
    {
        var manifest = await ManifestAsync();
        Verify(manifest, new ParityRequest(ModelPrecision.Fp16, Images: 20));
        Load(manifest, ModelPrecision.Fp16);
        var path = _models.Path("tiny", "onnx", "vision_model_fp16.onnx");
        await File.WriteAllBytesAsync(path, VisionTransformer.Write(TransformerShape.Tiny with { Layers = 3 }, Precision.Fp16), TestContext.Current.CancellationToken);
        Assert.Contains("files changed", Assert.Throws<FailureException>(() => Load(manifest, ModelPrecision.Fp16)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stricter_thresholds_of_today_undo_a_pass_of_yesterday()
    {
        var manifest = await ManifestAsync();
        Verify(manifest, new ParityRequest(ModelPrecision.Fp16, Images: 20));
        Load(manifest, ModelPrecision.Fp16);
        Assert.Throws<FailureException>(() => Load(manifest, ModelPrecision.Fp16, new ParityOptions { WorstCosine = 1 }));
        Load(manifest, ModelPrecision.Fp16, new ParityOptions { WorstCosine = 1, Required = ParityRequirement.Off });
    }

    [Fact]
    public async Task Verifying_again_replaces_the_result_of_the_same_variant_alone()
    {
        var manifest = await ManifestAsync();
        Verify(manifest, new ParityRequest(ModelPrecision.Fp16, Images: 20));
        Verify(manifest, new ParityRequest(ModelPrecision.Int8, Images: 20));
        Verify(manifest, new ParityRequest(ModelPrecision.Fp16, Images: 30));
        Assert.Equal([(ModelPrecision.Fp16, 30), (ModelPrecision.Int8, 20)], ParityVerifier.Signed(manifest).Select(static r => (r.Variant.Precision, r.Figures.Images)).Order());
    }

    [Fact]
    public async Task A_sample_of_photographs_is_read_from_its_folder()
    {
        var photographs = SharedData.Path("datasets", "clothing", "test", "hat");
        var result = Verify(await ManifestAsync(), new ParityRequest(ModelPrecision.Fp16, Sample: photographs, Images: 12));
        Assert.Equal((photographs, 12), (result.Sample, result.Figures.Images));
        Assert.InRange(result.Figures.WorstCosine, 0.999, 1.0001);
    }

    [Fact]
    public async Task A_sample_of_too_few_pictures_is_refused()
    {
        var manifest = await ManifestAsync();
        Assert.Throws<FailureException>(() => Verify(manifest, new ParityRequest(ModelPrecision.Fp16, Sample: _models.Root)));
        Assert.Throws<FailureException>(() => Verify(manifest, new ParityRequest(ModelPrecision.Fp16, Images: 3)));
    }

    [Fact]
    public void Overlap_counts_shared_neighbours_and_cosines_see_what_is_not_finite()
    {
        float[] one = [1, 0, 0.9f, 0.1f, 0, 1], other = [1, 0, 0, 1, 0.9f, 0.1f];
        Assert.Equal(1, EmbeddingComparison.Overlap(one, one, 2));

        // Of three rows every other one is a neighbour, whatever the order.
        Assert.Equal(1, EmbeddingComparison.Overlap(one, other, 2));
        var (mean, worst) = EmbeddingComparison.Cosines([1, 0, 0, 1], [1, 0, float.NaN, 1], 2);
        Assert.True(double.IsNaN(mean) && double.IsNaN(worst));
        Assert.NotEmpty(ParityRules.Shortfalls(new ParityVariant(ModelPrecision.Fp16, ExecutionProvider.Cpu, false), new ParityFigures { Images = 1, MeanCosine = mean, WorstCosine = worst, Overlap = 1 }, new ParityOptions()));
    }

    public void Dispose() => _models.Dispose();

    private static void Load(EncoderManifest manifest, ModelPrecision precision, ParityOptions? options = null)
    {
        var gate = new ParityGate(Options.Create(options ?? new ParityOptions()));
        new OnnxEncoderFactory(Options.Create(ModelBed.Options with { Precision = precision }), null, gate).LoadImageEncoder(manifest).Dispose();
    }

    private static ParityResult Verify(EncoderManifest manifest, ParityRequest request, ParityOptions? options = null) =>
        new ParityVerifier(Options.Create(ModelBed.Options), Options.Create(options ?? new ParityOptions()), Preprocessor, new FakeTimeProvider(), NullLogger<OnnxEncoderFactory>.Instance)
            .Verify(manifest, request, TestContext.Current.CancellationToken);

    private async Task<EncoderManifest> ManifestAsync() =>
        (await new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [_models.Root] })).FindAsync("tiny", TestContext.Current.CancellationToken)).OrThrow();
}

using System.Buffers.Binary;
using System.Text;
using Cluster.Domain.Classification;
using Cluster.Domain.Outcomes;
using Cluster.Encoders.Manifests;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Tests.Manifests;

public sealed class ManifestTests
{
    [Theory]
    [InlineData("openclip-vit", EncoderFamily.OpenClip, 64, Pooling.ClassToken, Pooling.EndToken, 77, 14.285714f)]
    [InlineData("openclip-rn", EncoderFamily.OpenClip, 64, Pooling.Attention, null, 0, 14.285714f)]
    [InlineData("metaclip-vit", EncoderFamily.Clip, 96, Pooling.ClassToken, Pooling.EndToken, 77, 14.285714f)]
    [InlineData("align", EncoderFamily.Align, 64, Pooling.Mean, Pooling.FirstToken, 64, 1f)]
    public async Task The_files_of_a_golden_model_say_what_it_is(string model, EncoderFamily family, int dimension, Pooling image, Pooling? text, int context, float multiplier)
    {
        var manifest = await ReadAsync(SharedData.Path("goldens", "models", model));
        Assert.Equal((family, dimension, image, text, context), (manifest.Family, manifest.Dimension, manifest.ImagePooling, manifest.TextPooling, manifest.ContextLength));
        Assert.Equal(multiplier, manifest.LogitScale!.Multiplier, 0.002);
        Assert.Equal((LabelActivation.Softmax, LogitScaleSource.Initial), (manifest.LogitScale.Activation, manifest.LogitScale.Source));
        Assert.True(manifest.IsNormalised);
        Assert.All(manifest.FileHashes, static pair => Assert.Matches("^[0-9a-f]{64}$", pair.Value));
    }

    [Theory]
    [InlineData("""{"model_type":"clip","projection_dim":4,"logit_scale_init_value":2.6592,"logit_scale":4.6052}""", 100.0, 0.0, LabelActivation.Softmax)]
    [InlineData("""{"model_type":"align","projection_dim":4,"temperature":0.0625}""", 16.0, 0.0, LabelActivation.Softmax)]
    [InlineData("""{"model_type":"siglip","vision_config":{"hidden_size":4},"logit_scale":4.7656,"logit_bias":-12.93}""", 117.4, -12.93, LabelActivation.Sigmoid)]
    public async Task A_stated_scale_goes_before_the_one_that_training_began_with(string config, double multiplier, double bias, LabelActivation activation)
    {
        using var bed = new ModelBed();
        await File.WriteAllTextAsync(bed.Path("config.json"), config, TestContext.Current.CancellationToken);
        var scale = (await bed.ManifestAsync()).LogitScale!;
        Assert.Equal(multiplier, scale.Multiplier, 0.1);
        Assert.Equal(bias, scale.Bias, 1e-4);
        Assert.Equal((activation, LogitScaleSource.Stated), (scale.Activation, scale.Source));
    }

    [Theory]
    [InlineData("F32", new byte[] { 0x66, 0x5D, 0x93, 0x40 })]
    [InlineData("F16", new byte[] { 0x9B, 0x44 })]
    [InlineData("BF16", new byte[] { 0x93, 0x40 })]
    public async Task The_trained_scale_is_read_out_of_the_weights_beside_the_graphs(string type, byte[] value)
    {
        using var bed = new ModelBed();
        var header = Encoding.UTF8.GetBytes($$$"""{"__metadata__":{"format":"pt"},"logit_scale":{"dtype":"{{{type}}}","shape":[],"data_offsets":[3,{{{3 + value.Length}}}]}}""");
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        await File.WriteAllBytesAsync(bed.Path("model.safetensors"), [.. length, .. header, 9, 9, 9, .. value], TestContext.Current.CancellationToken);
        var scale = (await bed.ManifestAsync()).LogitScale!;
        Assert.Equal(LogitScaleSource.Stated, scale.Source);
        Assert.Equal(100, scale.Multiplier, 1.5);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("12345678{\"logit_scale\":3}")]
    public async Task Damaged_weights_that_nothing_needs_are_no_reason_to_refuse_a_model(string content)
    {
        using var bed = new ModelBed();
        await File.WriteAllTextAsync(bed.Path("model.safetensors"), content, TestContext.Current.CancellationToken);
        Assert.Equal(LogitScaleSource.Initial, (await bed.ManifestAsync()).LogitScale!.Source);
    }

    [Fact]
    public async Task SigLIP_without_a_stated_scale_has_none()
    {
        using var bed = new ModelBed("siglip");
        Assert.Null((await bed.ManifestAsync()).LogitScale);
    }

    [Theory]
    [InlineData("logit_scale", "99")]
    [InlineData("temperature", "0")]
    [InlineData("temperature", "-1")]
    public async Task A_scale_that_cannot_be_is_refused(string key, string value)
    {
        using var bed = new ModelBed();
        await File.WriteAllTextAsync(bed.Path("config.json"), $$"""{"model_type":"clip","projection_dim":4,"{{key}}":{{value}}}""", TestContext.Current.CancellationToken);
        Assert.Equal(FailureKind.ModelIncomplete, (await Assert.ThrowsAsync<FailureException>(bed.ManifestAsync)).Failure.Kind);
    }

    [Fact]
    public async Task An_unknown_family_is_refused_with_those_that_were_looked_for()
    {
        using var bed = new ModelBed("blip");
        var fault = (await Assert.ThrowsAsync<FailureException>(bed.ManifestAsync)).Message;
        Assert.All(["blip", "open_clip_config.json", "clip", "metaclip_2", "align", "siglip"], name => Assert.Contains(name, fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"size":{"shortest_edge":8},"crop_size":8,"resample":1}""", "resample")]
    [InlineData("""{"size":{"shortest_edge":8},"crop_size":8,"rescale_factor":0.5}""", "0.5")]
    [InlineData("""{"size":{"shortest_edge":8},"crop_size":8,"do_rescale":false}""", "scales")]
    [InlineData("""{"crop_size":8}""", "size")]
    public async Task Preprocessing_that_is_not_known_is_refused_and_never_guessed(string preprocessor, string named)
    {
        using var bed = new ModelBed();
        await File.WriteAllTextAsync(bed.Path("preprocessor_config.json"), preprocessor, TestContext.Current.CancellationToken);
        Assert.Contains(named, (await Assert.ThrowsAsync<FailureException>(bed.ManifestAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_weights_beside_a_graph_are_another_space()
    {
        using var bed = new ModelBed();
        await File.WriteAllBytesAsync(bed.Path("onnx", "vision_model.onnx_data"), [1], TestContext.Current.CancellationToken);
        var one = await bed.ManifestAsync();
        await File.WriteAllBytesAsync(bed.Path("onnx", "vision_model.onnx_data"), [1, 2], TestContext.Current.CancellationToken);
        var other = await bed.ManifestAsync();
        Assert.NotEqual(one.Space, other.Space);
        Assert.Contains("onnx/vision_model.onnx_data", other.FileHashes.Keys);
    }

    [Fact]
    public async Task Another_precision_beside_the_reference_is_the_same_space()
    {
        using var bed = new ModelBed();
        var one = await bed.ManifestAsync();
        await File.WriteAllBytesAsync(bed.Path("onnx", "vision_model_fp16.onnx"), [1], TestContext.Current.CancellationToken);
        Assert.Equal(one.Space, (await bed.ManifestAsync()).Space);
    }

    private static async Task<EncoderManifest> ReadAsync(string folder) =>
        (await new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [folder] })).FindAsync(Path.GetFileName(folder), TestContext.Current.CancellationToken)).OrThrow();
}

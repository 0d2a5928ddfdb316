using System.IO.Compression;
using System.Text.Json;
using Cluster.Encoders.Onnx;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Encoders.Tests;

public sealed class GoldenModelTests
{
    private const float Tolerance = 1e-4f;
    private static readonly OnnxEncoderFactory Factory = new(Options.Create(new OnnxOptions()));

    [Theory]
    [InlineData("openclip-vit")]
    [InlineData("openclip-rn")]
    [InlineData("metaclip-vit")]
    [InlineData("align")]
    public async Task Image_embeddings_agree_with_the_reference(string model)
    {
        var (manifest, goldens) = await OpenAsync(model);
        var image = goldens.GetProperty("image");
        using var encoder = Factory.LoadImageEncoder(manifest);
        var crops = image.GetProperty("images").EnumerateArray().SelectMany(name => Crop(name.GetString()!, image.GetProperty("preprocess").GetString()!)).ToArray();
        var expected = Rows(image.GetProperty("normalised"));
        var actual = new float[expected.Length];
        encoder.Encode(crops, image.GetProperty("images").GetArrayLength(), actual);
        AssertClose(expected, actual);
    }

    [Theory]
    [InlineData("openclip-vit")]
    [InlineData("metaclip-vit")]
    [InlineData("align")]
    public async Task Text_embeddings_agree_with_the_reference(string model)
    {
        var (manifest, goldens) = await OpenAsync(model);
        var text = goldens.GetProperty("text");
        using var encoder = Factory.LoadTextEncoder(manifest)!;
        var texts = text.GetProperty("texts").EnumerateArray().Select(static value => value.GetString()!).ToArray();
        var expected = Rows(text.GetProperty("normalised"));
        var actual = new float[expected.Length];
        encoder.Encode(texts, actual);
        for (var i = 0; i < texts.Length; i++)
        {
            // The reference ran OpenAI's rules, which unescape HTML; a Hugging Face folder's own tokenizer does not.
            if (manifest.Tokenizer != Tokenization.TokenizerRules.HuggingFace || !texts[i].Contains("&amp;", StringComparison.Ordinal))
            {
                AssertClose(expected[(i * manifest.Dimension)..((i + 1) * manifest.Dimension)], actual[(i * manifest.Dimension)..((i + 1) * manifest.Dimension)]);
            }
        }
    }

    [Fact]
    public async Task A_model_without_a_text_tower_has_no_text_encoder()
    {
        var (manifest, _) = await OpenAsync("openclip-rn");
        Assert.False(manifest.HasText);
        Assert.Null(Factory.LoadTextEncoder(manifest));
    }

    private static async Task<(EncoderManifest Manifest, JsonElement Goldens)> OpenAsync(string model)
    {
        // tools/export/check.py exports the same models anew and has them tried here.
        var exported = Environment.GetEnvironmentVariable("CLUSTER_GOLDEN_MODELS");
        var folder = exported is null ? SharedData.Path("goldens", "models", model) : Path.Combine(exported, model);
        var catalog = new EncoderCatalog(Options.Create(new EncoderCatalogOptions { ModelFolders = [folder] }));
        var manifest = (await catalog.FindAsync(model, TestContext.Current.CancellationToken)).OrThrow();
        return (manifest, JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "goldens.json"))).RootElement);
    }

    private static byte[] Crop(string image, string variant)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(SharedData.Path("goldens", "preprocess", "manifest.json")));
        var row = manifest.RootElement.GetProperty("images").EnumerateArray().Single(row => row.GetProperty("image").GetString() == image);
        using var zipped = File.OpenRead(SharedData.Path("goldens", "preprocess", row.GetProperty("variants").GetProperty(variant).GetProperty("file").GetString()!));
        using var plain = new GZipStream(zipped, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static float[] Rows(JsonElement rows) =>
        [.. rows.EnumerateArray().SelectMany(static row => row.EnumerateArray()).Select(static value => value.GetSingle())];

    private static void AssertClose(float[] expected, float[] actual)
    {
        var worst = expected.Zip(actual, static (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= Tolerance, $"differs by up to {worst}");
    }
}

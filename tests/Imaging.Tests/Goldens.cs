using System.IO.Compression;
using System.Text.Json;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Imaging.Tests;

/// <summary>The reference crops and the specs of the variants that made them.</summary>
internal static class Goldens
{
    public static ImagePreprocessor Preprocessor { get; } = new(Options.Create(new ImagingOptions()));

    public static PreprocessingSpec Clip { get; } = new()
    {
        Width = 224, Height = 224,
        Mean = new(0.48145466, 0.4578275, 0.40821073), Std = new(0.26862954, 0.26130258, 0.27577711),
    };

    public static PreprocessingSpec Align { get; } = new()
    {
        Width = 289, Height = 289, Resize = ResizeMode.Squash, ResizeTo = (346, 346), Interpolation = Interpolation.Bilinear,
        Flow = PreprocessingFlow.HuggingFace, Mean = new(0.5, 0.5, 0.5), Std = new(0.5, 0.5, 0.5),
    };

    public static PreprocessingSpec Spec(string variant) => Unturned(variant.Split("_after_")[0]) with { AutoOrient = variant.EndsWith("_after_exif_transpose", StringComparison.Ordinal) };

    private static PreprocessingSpec Unturned(string variant) => variant switch
    {
        "rgb_first" => Clip with { Flow = PreprocessingFlow.RgbFirst },
        "hf_clip" => Clip with { Flow = PreprocessingFlow.HuggingFace },
        "align" => Align,
        _ => Clip,
    };

    public static JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("goldens", "preprocess", name))).RootElement;

    public static byte[] Image(string name) => File.ReadAllBytes(SharedData.Path("goldens", "images", name));

    public static byte[] Crop(string file)
    {
        using var zip = new GZipStream(File.OpenRead(SharedData.Path("goldens", "preprocess", file)), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zip.CopyTo(raw);
        return raw.ToArray();
    }

    public static int WorstDifference(string image, PreprocessingSpec spec, byte[] expected)
    {
        var tile = new byte[Preprocessor.TileBytes(spec)];
        var result = Preprocessor.Preprocess(Image(image), spec, tile, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        Assert.Equal(expected.Length, tile.Length);
        return tile.Zip(expected, static (a, b) => Math.Abs(a - b)).Max();
    }
}

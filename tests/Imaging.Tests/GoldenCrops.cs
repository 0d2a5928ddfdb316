using System.IO.Compression;
using System.Text.Json;
using Cluster.TestSupport;

namespace Cluster.Imaging.Tests;

/// <summary>The reference crops in ../shared/goldens/preprocess.</summary>
internal static class GoldenCrops
{
    public static JsonElement Manifest { get; } = SharedData.Has("goldens", "preprocess", "manifest.json")
        ? JsonDocument.Parse(File.ReadAllText(SharedData.Locate("goldens", "preprocess", "manifest.json"))).RootElement
        : default;

    public static byte[] Crop(string file)
    {
        using var zipped = File.OpenRead(SharedData.Path("goldens", "preprocess", file));
        using var plain = new GZipStream(zipped, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        plain.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static byte[] Image(string name) => File.ReadAllBytes(SharedData.Path("goldens", "images", name));

    public static PreprocessingSpec Spec(string variant) => variant.StartsWith("align", StringComparison.Ordinal)
        ? new PreprocessingSpec
        {
            Width = 289, Height = 289, ResizeTo = (346, 346), Resize = ResizeMode.Squash, Interpolation = Interpolation.Bilinear,
            Flow = PreprocessingFlow.HuggingFace, Mean = new(0.5, 0.5, 0.5), Std = new(0.5, 0.5, 0.5),
            AutoOrient = variant.EndsWith("_after_exif_transpose", StringComparison.Ordinal),
        }
        : Clip(224, 224) with
        {
            Flow = variant.Split("_after_")[0] switch
            {
                "hf_clip" => PreprocessingFlow.HuggingFace,
                "rgb_first" => PreprocessingFlow.RgbFirst,
                _ => PreprocessingFlow.OpenClip,
            },
            AutoOrient = variant.EndsWith("_after_exif_transpose", StringComparison.Ordinal),
        };

    public static PreprocessingSpec Clip(int width, int height) => new()
    {
        Width = width,
        Height = height,
        Mean = new(0.48145466, 0.4578275, 0.40821073),
        Std = new(0.26862954, 0.26130258, 0.27577711),
    };
}

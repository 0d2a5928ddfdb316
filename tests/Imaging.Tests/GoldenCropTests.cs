using System.Globalization;
using Cluster.TestSupport;
using Microsoft.Extensions.Options;

namespace Cluster.Imaging.Tests;

public sealed class GoldenCropTests
{
    private readonly ImagePreprocessor _preprocessor = new(Options.Create(new ImagingOptions()));

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        if (GoldenCrops.Manifest.ValueKind == System.Text.Json.JsonValueKind.Undefined)
        {
            cases.Add("", "");
            return cases;
        }

        foreach (var image in GoldenCrops.Manifest.GetProperty("images").EnumerateArray())
        {
            foreach (var variant in image.GetProperty("variants").EnumerateObject())
            {
                if (!variant.Value.TryGetProperty("error", out _) && IsRead(image.GetProperty("image").GetString()!, image.GetProperty("pil_mode").GetString()!, variant.Name))
                {
                    cases.Add(image.GetProperty("image").GetString()!, variant.Name);
                }
            }
        }

        return cases;
    }

    /// <summary>
    /// What is claimed: every image stored as RGB or grey, in every variant; the other stored modes only where the reference converts to RGB before
    /// it resizes. BMP, the transparent GIF and 16-bit grey are not read as the reference does.
    /// </summary>
    private static bool IsRead(string image, string storedMode, string variant) =>
        image is not ("bmp24.bmp" or "gif_transparent.gif" or "png_gray16.png")
        && (storedMode is "RGB" or "L" || variant is "rgb_first" or "hf_clip" or "align")
        && (image != "gif_animated.gif" || variant is not ("open_clip" or "metaclip"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Tile_is_the_reference_crop_bit_for_bit(string image, string variant)
    {
        SharedData.Path("goldens", "preprocess", "manifest.json");
        var row = GoldenCrops.Manifest.GetProperty("images").EnumerateArray().Single(r => r.GetProperty("image").GetString() == image);
        var expected = GoldenCrops.Crop(row.GetProperty("variants").GetProperty(variant).GetProperty("file").GetString()!);
        var spec = GoldenCrops.Spec(variant);
        var tile = new byte[_preprocessor.TileBytes(spec)];
        var result = _preprocessor.Preprocess(GoldenCrops.Image(image), spec, tile, TestContext.Current.CancellationToken);
        Assert.Null(result.Failure);
        Assert.Equal(expected.Length, tile.Length);
        var worst = tile.Zip(expected, static (a, b) => Math.Abs(a - b)).Max();
        var wrong = tile.Zip(expected, static (a, b) => a != b).Count(static differs => differs);
        Assert.True(worst == 0, string.Create(CultureInfo.InvariantCulture, $"{wrong} values differ, by up to {worst}"));
    }
}

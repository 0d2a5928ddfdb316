using Cluster.TestSupport;

namespace Cluster.Imaging.Tests;

public sealed class GoldenCropTests
{
    public static TheoryData<string, string> Crops()
    {
        var data = new TheoryData<string, string>();
        if (!SharedData.Has("goldens", "preprocess", "manifest.json"))
        {
            // A theory without a case would pass unheard; this one says what it misses.
            data.Add(string.Empty, string.Empty);
            return data;
        }

        foreach (var image in Goldens.Read("manifest.json").GetProperty("images").EnumerateArray())
        {
            foreach (var variant in image.GetProperty("variants").EnumerateObject().Where(static v => v.Value.TryGetProperty("file", out _)))
            {
                data.Add(image.GetProperty("image").GetString()!, variant.Name);
            }
        }

        return data;
    }

    public static TheoryData<int> Modes() =>
        SharedData.Has("goldens", "preprocess", "resize_modes.json") ? [.. Enumerable.Range(0, Goldens.Read("resize_modes.json").GetArrayLength())] : [0];

    [Theory]
    [MemberData(nameof(Crops))]
    public void Tile_equals_the_reference_crop(string image, string variant)
    {
        var entry = Goldens.Read("manifest.json").GetProperty("images").EnumerateArray().Single(i => i.GetProperty("image").GetString() == image);
        var file = entry.GetProperty("variants").GetProperty(variant).GetProperty("file").GetString()!;
        Assert.Equal(0, Goldens.WorstDifference(image, Goldens.Spec(variant), Goldens.Crop(file)));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Every_resize_mode_equals_the_reference_crop(int index)
    {
        var entry = Goldens.Read("resize_modes.json")[index];
        var spec = Goldens.Clip with
        {
            Width = entry.GetProperty("width").GetInt32(),
            Height = entry.GetProperty("height").GetInt32(),
            Resize = Enum.Parse<ResizeMode>(entry.GetProperty("resize_mode").GetString()!, ignoreCase: true),
            Interpolation = Enum.Parse<Interpolation>(entry.GetProperty("interpolation").GetString()!, ignoreCase: true),
            FillColor = (byte)entry.GetProperty("fill_color").GetInt32(),
        };
        Assert.Equal(0, Goldens.WorstDifference(entry.GetProperty("image").GetString()!, spec, Goldens.Crop(entry.GetProperty("file").GetString()!)));
    }
}

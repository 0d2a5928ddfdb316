using Cluster.Imaging.Resampling;
using CsCheck;

namespace Cluster.Imaging.Tests;

public sealed class ResamplerTests
{
    [Fact]
    public void Vectors_and_portable_code_give_the_same_bits() =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[1, 90], Gen.Int[1, 4], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[0, 1], Gen.Int).Sample((w, h, bands, newW, newH, filter, seed) =>
        {
            var source = new byte[w * h * bands];
            new Random(seed).NextBytes(source);
            var window = new PixelWindow(newW / 3, newH / 4, newW - (newW / 3), newH - (newH / 4));
            var (fast, slow) = (new byte[window.Width * window.Height * bands], new byte[window.Width * window.Height * bands]);
            PillowResampler.Resize(source, w, h, bands, (newW, newH), window, (Interpolation)filter, fast);
            PillowResampler.Resize(source, w, h, bands, (newW, newH), window, (Interpolation)filter, slow, portable: true);
            Assert.Equal(slow, fast);
        }, iter: 500);

    [Theory]
    [InlineData("open_clip")]
    [InlineData("align")]
    public void Normalised_values_equal_the_reference_probes(string variant)
    {
        _ = TestSupport.SharedData.Path("goldens", "preprocess", "manifest.json");
        var spec = Goldens.Spec(variant);
        foreach (var image in Goldens.Read("manifest.json").GetProperty("images").EnumerateArray())
        {
            if (!image.TryGetProperty(variant + "_tensor_probe", out var probe) || !probe.TryGetProperty("index", out var index))
            {
                continue;
            }

            var crop = Goldens.Crop(image.GetProperty("variants").GetProperty(variant).GetProperty("file").GetString()!);
            var floats = new float[crop.Length];
            TileNormalizer.Normalize(crop, 1, spec, floats);
            foreach (var (at, value) in index.EnumerateArray().Zip(probe.GetProperty("value").EnumerateArray()))
            {
                Assert.Equal(value.GetDouble(), floats[at.GetInt32()], 1e-6);
            }
        }
    }
}

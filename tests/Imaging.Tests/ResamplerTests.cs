using Cluster.Imaging.Resampling;
using CsCheck;

namespace Cluster.Imaging.Tests;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resampling_gives_the_bits_of_its_description(bool portable) =>
        Gen.Select(Gen.Int[1, 90], Gen.Int[1, 90], Gen.Int[1, 4], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[0, 1], Gen.Int).Sample((w, h, bands, newW, newH, filter, seed) =>
        {
            var source = new byte[w * h * bands];
            new Random(seed).NextBytes(source);
            var window = new PixelWindow(newW / 3, newH / 4, newW - (newW / 3), newH - (newH / 4));
            var target = new byte[window.Width * window.Height * bands];
            using var resampler = new PillowResampler(w, h, bands, (newW, newH), window, (Interpolation)filter, portable);
            var strip = 1 + (seed & 15);
            for (var y = 0; y < h; y += strip)
            {
                var rows = Math.Min(strip, h - y);
                resampler.Accept(new(source.AsSpan(y * w * bands, rows * w * bands), w * bands), y, rows);
            }

            resampler.Finish(target);
            Assert.Equal(Window(PillowOracle.Resize(source, w, h, bands, newW, newH, (Interpolation)filter), newW, bands, window), target);
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

    private static byte[] Window(byte[] whole, int width, int bands, PixelWindow window) =>
        [.. Enumerable.Range(window.Y, window.Height).SelectMany(y => whole.Skip(((y * width) + window.X) * bands).Take(window.Width * bands))];
}

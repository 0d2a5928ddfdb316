namespace Cluster.Imaging.Tests;

public sealed class TileNormalizerTests
{
    [Theory]
    [InlineData("open_clip", 224)]
    [InlineData("align", 289)]
    [InlineData("open_clip", 3)]
    public void Every_value_of_every_channel_follows_the_formula_and_the_references_arithmetic(string variant, int side)
    {
        var spec = Goldens.Spec(variant) with { Width = side, Height = side };
        var plane = side * side;
        foreach (var shift in Enumerable.Range(0, side == 3 ? 256 : 1))
        {
            var tiles = new byte[2 * plane * 3];
            for (var i = 0; i < tiles.Length; i++)
            {
                tiles[i] = (byte)((i / 3) + (i % 3 * 85) + shift);
            }

            var tensor = new float[tiles.Length];
            TileNormalizer.Normalize(tiles, 2, spec, tensor);
            for (var i = 0; i < tiles.Length; i++)
            {
                var (pixel, channel) = (i / 3, i % 3);
                var (mean, std) = channel switch { 0 => (spec.Mean.Red, spec.Std.Red), 1 => (spec.Mean.Green, spec.Std.Green), _ => (spec.Mean.Blue, spec.Std.Blue) };
                var got = tensor[(pixel / plane * 3 * plane) + (channel * plane) + (pixel % plane)];
                Assert.Equal(((tiles[i] / 255.0) - mean) / std, got, 1e-6);

                // torchvision's own, in single precision: three roundings.
                Assert.Equal(((tiles[i] / 255f) - (float)mean) / (float)std, got, 1e-6);
            }
        }
    }

    [Fact]
    public void A_tensor_of_the_wrong_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => TileNormalizer.Normalize(new byte[224 * 224 * 3], 1, Goldens.Clip, new float[10]));
}

namespace Cluster.Imaging;

/// <summary>uint8 tiles to a model's float input.</summary>
public static class TileNormalizer
{
    /// <summary>
    /// Fills <paramref name="nchw"/> (count x 3 x height x width) with (x / 255 - mean) / std of <paramref name="tilesNhwc"/>
    /// (count x height x width x 3, RGB). Values agree with the formula to 1e-6.
    /// </summary>
    /// <exception cref="ArgumentException">A span is not as long as its shape says.</exception>
    public static void Normalize(ReadOnlySpan<byte> tilesNhwc, int count, PreprocessingSpec spec, Span<float> nchw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var plane = spec.Width * spec.Height;
        if (tilesNhwc.Length != count * plane * 3 || nchw.Length != tilesNhwc.Length)
        {
            throw new ArgumentException($"{count} tiles of {spec.Width}x{spec.Height} take {count * plane * 3} values; got {tilesNhwc.Length} and {nchw.Length}.");
        }

        // 256 values a channel: the table is exact for every input and costs one load a value.
        Span<float> table = stackalloc float[768];
        Fill(table[..256], spec.Mean.Red, spec.Std.Red);
        Fill(table[256..512], spec.Mean.Green, spec.Std.Green);
        Fill(table[512..], spec.Mean.Blue, spec.Std.Blue);
        for (var tile = 0; tile < count; tile++)
        {
            var pixels = tilesNhwc.Slice(tile * plane * 3, plane * 3);
            var planes = nchw.Slice(tile * plane * 3, plane * 3);
            var red = planes[..plane];
            var green = planes.Slice(plane, plane);
            var blue = planes[(2 * plane)..];
            for (int i = 0, at = 0; i < plane; i++, at += 3)
            {
                red[i] = table[pixels[at]];
                green[i] = table[256 + pixels[at + 1]];
                blue[i] = table[512 + pixels[at + 2]];
            }
        }
    }

    private static void Fill(Span<float> table, double mean, double std)
    {
        for (var x = 0; x < table.Length; x++)
        {
            table[x] = (float)(((x / 255.0) - mean) / std);
        }
    }
}

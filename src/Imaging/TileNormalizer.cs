namespace Cluster.Imaging;

/// <summary>Tiles to the encoder's input: uint8 rows of RGB to float planes, normalised.</summary>
public static class TileNormalizer
{
    /// <summary>Writes (x / 255 - mean) / std.</summary>
    /// <param name="tiles">count x height x width x 3, uint8.</param>
    /// <param name="count">Tiles.</param>
    /// <param name="spec">Size, mean and standard deviation.</param>
    /// <param name="planes">Receives count x 3 x height x width floats.</param>
    public static void Normalize(ReadOnlySpan<byte> tiles, int count, PreprocessingSpec spec, Span<float> planes)
    {
        var pixels = spec.Width * spec.Height;
        Span<float> table = stackalloc float[3 * 256];
        Fill(table[..256], spec.Mean.Red, spec.Std.Red);
        Fill(table.Slice(256, 256), spec.Mean.Green, spec.Std.Green);
        Fill(table.Slice(512, 256), spec.Mean.Blue, spec.Std.Blue);
        for (var t = 0; t < count; t++)
        {
            var tile = tiles.Slice(t * pixels * 3, pixels * 3);
            var red = planes.Slice(t * pixels * 3, pixels);
            var green = planes.Slice((t * pixels * 3) + pixels, pixels);
            var blue = planes.Slice((t * pixels * 3) + (2 * pixels), pixels);
            for (int i = 0, at = 0; i < red.Length; i++, at += 3)
            {
                red[i] = table[tile[at]];
                green[i] = table[256 + tile[at + 1]];
                blue[i] = table[512 + tile[at + 2]];
            }
        }
    }

    // A byte has 256 values: the table holds the exact result of each.
    private static void Fill(Span<float> table, double mean, double std)
    {
        for (var i = 0; i < table.Length; i++)
        {
            table[i] = (float)(((i / 255.0) - mean) / std);
        }
    }
}

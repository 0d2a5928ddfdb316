namespace Cluster.Imaging.Tests;

/// <summary>Pillow's resampling as its description says it, plainly: every output sample of each pass in turn.</summary>
internal static class PillowOracle
{
    public static byte[] Resize(byte[] source, int width, int height, int channels, int newWidth, int newHeight, Interpolation filter)
    {
        var wide = width == newWidth ? source : Pass(source, width, height, channels, newWidth, filter);
        return height == newHeight ? wide : Swap(Pass(Swap(wide, newWidth, height, channels), height, newWidth, channels, newHeight, filter), newHeight, newWidth, channels);
    }

    private static byte[] Pass(byte[] source, int width, int height, int channels, int newWidth, Interpolation filter)
    {
        var result = new byte[newWidth * height * channels];
        var scale = (double)width / newWidth;
        var stretch = Math.Max(scale, 1.0);
        var support = (filter == Interpolation.Bicubic ? 2 : 1) * stretch;
        for (var i = 0; i < newWidth; i++)
        {
            var centre = (i + 0.5) * scale;
            var (low, high) = (Math.Max((int)(centre - support + 0.5), 0), Math.Min((int)(centre + support + 0.5), width));
            var weights = Enumerable.Range(low, high - low).Select(j => Weight(filter, Math.Abs((j - centre + 0.5) * (1.0 / stretch)))).ToArray();
            var sum = 0.0;
            Array.ForEach(weights, w => sum += w);
            var whole = weights.Select(w => (int)Math.Round(w / sum * (1 << 22), MidpointRounding.AwayFromZero)).ToArray();
            for (var at = 0; at < height * channels; at++)
            {
                var (y, c) = (at / channels, at % channels);
                var total = 1 << 21;
                for (var j = low; j < high; j++)
                {
                    total += whole[j - low] * source[(((y * width) + j) * channels) + c];
                }

                result[(((y * newWidth) + i) * channels) + c] = (byte)Math.Clamp(total >> 22, 0, 255);
            }
        }

        return result;
    }

    private static double Weight(Interpolation filter, double x) => filter == Interpolation.Bilinear ? Math.Max(1 - x, 0)
        : x < 1 ? ((1.5 * x) - 2.5) * x * x + 1
        : x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5
        : 0;

    private static byte[] Swap(byte[] source, int width, int height, int channels)
    {
        var result = new byte[source.Length];
        for (var at = 0; at < source.Length; at++)
        {
            var (pixel, c) = (at / channels, at % channels);
            result[((((pixel % width) * height) + (pixel / width)) * channels) + c] = source[at];
        }

        return result;
    }
}

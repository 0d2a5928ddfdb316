namespace Cluster.Imaging.Resampling;

/// <summary>Pillow's conversions between modes, in its integer arithmetic.</summary>
internal static class PixelConversion
{
    /// <summary>Grey, grey with alpha, RGB or RGBA to RGB: alpha dropped, grey replicated.</summary>
    public static void ToRgb(ReadOnlySpan<byte> from, int bands, Span<byte> to)
    {
        var (green, blue) = bands >= 3 ? (1, 2) : (0, 0);
        for (int i = 0, j = 0; i + bands <= from.Length && j + 3 <= to.Length; i += bands, j += 3)
        {
            to[j] = from[i];
            to[j + 1] = from[i + green];
            to[j + 2] = from[i + blue];
        }
    }

    /// <summary>Leaves the last band out.</summary>
    public static void DropAlpha(ReadOnlySpan<byte> from, int bands, Span<byte> to)
    {
        for (int i = 0, j = 0; i + bands <= from.Length; i += bands, j += bands - 1)
        {
            from.Slice(i, bands - 1).CopyTo(to[j..]);
        }
    }

    /// <summary>16-bit grey to 8 bits as Pillow does it: all above 255 is white.</summary>
    public static void Clip(ReadOnlySpan<ushort> from, Span<byte> to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = (byte)Math.Min((int)from[i], 255);
        }
    }

    /// <summary>CMYK (255 = full ink) to RGB without a profile.</summary>
    public static void CmykToRgb(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (int i = 0, j = 0; i + 4 <= from.Length && j + 3 <= to.Length; i += 4, j += 3)
        {
            var white = 255 - from[i + 3];
            for (var c = 0; c < 3; c++)
            {
                to[j + c] = (byte)Math.Clamp(white - MultiplyBy255th(from[i + c], white), 0, 255);
            }
        }
    }

    /// <summary>Multiplies colour by alpha, the last band.</summary>
    public static void Premultiply(ReadOnlySpan<byte> from, int bands, Span<byte> to)
    {
        for (var i = 0; i + bands <= from.Length; i += bands)
        {
            var alpha = from[i + bands - 1];
            for (var c = 0; c < bands - 1; c++)
            {
                to[i + c] = (byte)MultiplyBy255th(from[i + c], alpha);
            }

            to[i + bands - 1] = alpha;
        }
    }

    /// <summary>Divides colour by alpha, the last band, in place.</summary>
    public static void Unpremultiply(Span<byte> pixels, int bands)
    {
        for (var i = 0; i + bands <= pixels.Length; i += bands)
        {
            var alpha = pixels[i + bands - 1];
            for (var c = 0; alpha is > 0 and < 255 && c < bands - 1; c++)
            {
                pixels[i + c] = (byte)Math.Min(255 * pixels[i + c] / alpha, 255);
            }
        }
    }

    /// <summary>As <see cref="Unpremultiply"/>, for pixels that a file stores multiplied: those without alpha become black.</summary>
    public static void UnpremultiplyStored(Span<byte> pixels, int bands)
    {
        Unpremultiply(pixels, bands);
        for (var i = 0; i + bands <= pixels.Length; i += bands)
        {
            if (pixels[i + bands - 1] == 0)
            {
                pixels.Slice(i, bands).Clear();
            }
        }
    }

    private static int MultiplyBy255th(int a, int b)
    {
        var product = (a * b) + 128;
        return ((product >> 8) + product) >> 8;
    }
}

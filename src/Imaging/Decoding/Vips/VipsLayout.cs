using Cluster.Imaging.Resampling;

namespace Cluster.Imaging.Decoding.Vips;

/// <summary>How pixels lie in what libvips gives, and which of their samples are kept.</summary>
/// <param name="Bands">Samples of a stored pixel.</param>
/// <param name="IsWide">Whether a stored sample has 16 bits; of these the high byte is kept, except for <see cref="PixelKind.Wide"/>.</param>
/// <param name="Kept">The kind and the leading bands that are kept.</param>
/// <param name="IsPremultiplied">Whether colours are stored multiplied by alpha; Pillow divides them as it reads.</param>
internal readonly record struct VipsLayout(int Bands, bool IsWide, PixelFormat Kept, bool IsPremultiplied = false)
{
    /// <summary>Whether stored rows can be used where they lie.</summary>
    public bool IsKeptWhole => !IsPremultiplied && Bands == Kept.Bands && IsWide == (Kept.Kind == PixelKind.Wide);

    /// <summary>Brings one stored row to <see cref="Kept"/>.</summary>
    public void Convert(ReadOnlySpan<byte> from, Span<byte> to)
    {
        // The high byte of a 16-bit sample, and the low one where both are kept.
        var (size, high) = IsWide ? (sizeof(ushort), BitConverter.IsLittleEndian ? 1 : 0) : (1, 0);
        var (step, kept) = (Bands * size, Kept.BytesPerPixel);
        for (int at = 0, out_ = 0; out_ + kept <= to.Length; at += step, out_ += kept)
        {
            if (Kept.Kind == PixelKind.Wide)
            {
                from.Slice(at, kept).CopyTo(to[out_..]);
                continue;
            }

            for (var band = 0; band < kept; band++)
            {
                to[out_ + band] = from[at + (band * size) + high];
            }
        }

        if (IsPremultiplied)
        {
            PixelConversion.UnpremultiplyStored(to, Kept.Bands);
        }
    }
}

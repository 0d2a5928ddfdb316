namespace Cluster.Imaging.Decoding.Vips;

/// <summary>Which of Pillow's modes a file has, told from its own header, since libvips gives palettes and bits as colours and a transparent colour as alpha.</summary>
internal static class VipsLayouts
{
    private const int PngBitDepth = 24;
    private const int PngColourType = 25;

    /// <summary>Null when the samples are of a kind that is not read.</summary>
    public static VipsLayout? Of(nint image, ImageFormat format, ReadOnlySpan<byte> encoded)
    {
        var bands = VipsApi.Bands(image);
        var band = VipsApi.Format(image);
        var interpretation = VipsApi.Interpretation(image);
        if (band is not (VipsBandFormat.Byte or VipsBandFormat.UShort) || bands is < 1 or > 6 || interpretation == VipsInterpretation.Lab)
        {
            return null;
        }

        var wide = band == VipsBandFormat.UShort;
        if (interpretation == VipsInterpretation.Cmyk)
        {
            return bands < 4 ? null : new(bands, wide, new(PixelKind.Cmyk, 4));
        }

        var colours = bands >= 3 ? 3 : 1;
        var kind = format switch
        {
            ImageFormat.Png => Png(encoded, wide),
            ImageFormat.Tiff => Tiff(encoded, wide),
            ImageFormat.WebP => WebP(encoded),
            _ => PixelKind.Plain,
        };
        return kind == PixelKind.Alpha && bands > colours
            ? new(bands, wide, new(PixelKind.Alpha, colours + 1), format == ImageFormat.Tiff && TiffTags.Read(encoded) is { IsPremultiplied: true })
            : new(bands, wide, new(kind == PixelKind.Alpha ? PixelKind.Plain : kind, colours));
    }

    // Colour types of ISO/IEC 15948, 11.2.2: 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha.
    private static PixelKind Png(ReadOnlySpan<byte> encoded, bool wide) => (encoded[PngColourType], encoded[PngBitDepth]) switch
    {
        (3, _) or (0, 1) => PixelKind.Indexed,
        (0, _) when wide => PixelKind.Wide,
        (4 or 6, _) => PixelKind.Alpha,
        _ => PixelKind.Plain,
    };

    // A frame smaller than the canvas has a transparent border, but Pillow goes by what the file's header says of the whole (flags of VP8X: 2 animation, 16 alpha).
    private static PixelKind WebP(ReadOnlySpan<byte> encoded) =>
        encoded.Length > 20 && encoded[12..16].SequenceEqual("VP8X"u8) && (encoded[20] & 0x12) == 2 ? PixelKind.Plain : PixelKind.Alpha;

    private static PixelKind Tiff(ReadOnlySpan<byte> encoded, bool wide) => TiffTags.Read(encoded) switch
    {
        { Photometric: TiffTags.PaletteColour } or { Photometric: <= TiffTags.MinIsBlack, BitsPerSample: 1 } => PixelKind.Indexed,
        { Photometric: <= TiffTags.MinIsBlack, SamplesPerPixel: 1 } when wide => PixelKind.Wide,

        // ExtraSamples 0 says: a band of no meaning.
        { ExtraSample: 0 } => PixelKind.Plain,
        _ => PixelKind.Alpha,
    };
}

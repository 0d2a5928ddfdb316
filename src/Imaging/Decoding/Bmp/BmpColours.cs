namespace Cluster.Imaging.Decoding.Bmp;

/// <summary>Stored BMP pixels to grey, RGB or RGBA.</summary>
internal static class BmpColours
{
    private static readonly (uint, uint, uint) Fields555 = (0x7C00, 0x3E0, 0x1F);
    private static readonly (uint, uint, uint) Fields565 = (0xF800, 0x7E0, 0x1F);

    /// <summary>Null for a depth or compression that is not read.</summary>
    public static PixelFormat? FormatOf(in BmpHeader header, ReadOnlySpan<byte> bytes) => (header.Bits, header.Compression) switch
    {
        (8, 0 or 1) when IsGreyRamp(header, bytes) => new(PixelKind.Plain, 1),
        (1 or 4 or 8, 0) or (8, 1) or (4, 2) => header.Palette + ((long)header.Colours * header.EntryBytes) <= bytes.Length ? new(PixelKind.Indexed, 3) : null,
        (16 or 24 or 32, 0) => new(PixelKind.Plain, 3),
        (16, 3) => Fields(header) == Fields565 || Fields(header) == Fields555 ? new(PixelKind.Plain, 3) : null,
        (24, 3) => Fields(header) == (0xFF0000, 0xFF00, 0xFF) ? new(PixelKind.Plain, 3) : null,
        (32, 3) => Order(header) is not { } order ? null : order.Alpha < 0 ? new(PixelKind.Plain, 3) : new(PixelKind.Alpha, 4),
        _ => null,
    };

    /// <summary>Brings one stored row of <paramref name="bits"/> bits a pixel to <paramref name="format"/>.</summary>
    public static void Convert(ReadOnlySpan<byte> stored, in BmpHeader header, int bits, ReadOnlySpan<byte> bytes, PixelFormat format, Span<byte> row)
    {
        if (bits <= 8)
        {
            Indexed(stored, header, bits, bytes, format, row);
        }
        else if (bits == 16)
        {
            Packed(stored, header.Compression == 3 && Fields(header) == Fields565, row);
        }
        else
        {
            var order = bits == 32 && header.Compression == 3 ? Order(header)!.Value : (Red: 2, Green: 1, Blue: 0, Alpha: -1);
            for (int at = 0, to = 0; to < row.Length; at += bits / 8, to += format.Bands)
            {
                (row[to], row[to + 1], row[to + 2]) = (stored[at + order.Red], stored[at + order.Green], stored[at + order.Blue]);
                if (format.Bands == 4)
                {
                    row[to + 3] = stored[at + order.Alpha];
                }
            }
        }
    }

    private static void Indexed(ReadOnlySpan<byte> stored, in BmpHeader header, int bits, ReadOnlySpan<byte> bytes, PixelFormat format, Span<byte> row)
    {
        var palette = bytes.Slice(header.Palette, header.Colours * header.EntryBytes);
        for (int x = 0, to = 0; to < row.Length; x++, to += format.Bands)
        {
            var bit = x * bits;
            var index = (stored[bit >> 3] >> (8 - bits - (bit & 7))) & ((1 << bits) - 1);
            if (format.Bands == 1)
            {
                row[to] = (byte)index;
                continue;
            }

            // An index beyond the palette shows as grey: Pillow's palettes begin as the grey ramp.
            var known = index < header.Colours;
            var entry = index * header.EntryBytes;
            (row[to], row[to + 1], row[to + 2]) = known ? (palette[entry + 2], palette[entry + 1], palette[entry]) : ((byte)index, (byte)index, (byte)index);
        }
    }

    private static void Packed(ReadOnlySpan<byte> stored, bool is565, Span<byte> row)
    {
        for (int at = 0, to = 0; to < row.Length; at += 2, to += 3)
        {
            var pixel = stored[at] | (stored[at + 1] << 8);
            row[to] = (byte)(((pixel >> (is565 ? 11 : 10)) & 31) * 255 / 31);
            row[to + 1] = is565 ? (byte)(((pixel >> 5) & 63) * 255 / 63) : (byte)(((pixel >> 5) & 31) * 255 / 31);
            row[to + 2] = (byte)((pixel & 31) * 255 / 31);
        }
    }

    // Where each sample lies in four bytes. No masks at all count as blue, green, red, alpha.
    private static (int Red, int Green, int Blue, int Alpha)? Order(in BmpHeader header) => header.Masks switch
    {
        (0xFF0000, 0xFF00, 0xFF, 0) => (2, 1, 0, -1),
        (0xFF000000, 0xFF0000, 0xFF00, 0) => (3, 2, 1, -1),
        (0xFF000000, 0xFF0000, 0xFF00, 0xFF) => (3, 2, 1, 0),
        (0xFF, 0xFF00, 0xFF0000, 0xFF000000) => (0, 1, 2, 3),
        (0xFF0000, 0xFF00, 0xFF, 0xFF000000) or (0, 0, 0, 0) => (2, 1, 0, 3),
        _ => null,
    };

    private static (uint, uint, uint) Fields(in BmpHeader header) => (header.Masks.Red, header.Masks.Green, header.Masks.Blue);

    private static bool IsGreyRamp(in BmpHeader header, ReadOnlySpan<byte> bytes)
    {
        if (header.Colours == 2 || header.Palette + ((long)header.Colours * header.EntryBytes) > bytes.Length)
        {
            return false;
        }

        for (var i = 0; i < header.Colours; i++)
        {
            var entry = bytes.Slice(header.Palette + (i * header.EntryBytes), 3);
            if (entry[0] != (byte)i || entry[1] != (byte)i || entry[2] != (byte)i)
            {
                return false;
            }
        }

        return true;
    }
}

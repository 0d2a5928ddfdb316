namespace Cluster.Imaging.Decoding;

/// <summary>The tags of a TIFF file's first picture that decide how Pillow reads it. The tags ending in <c>At</c> are where a value is stored, 0 for nowhere.</summary>
internal readonly record struct TiffTags(
    int Photometric, int BitsPerSample, int SamplesPerPixel, int ExtraSample, long ExtraSampleAt, int Compression, int Orientation, long OrientationAt, int Planes, bool IsTiled)
{
    public const int NoExtraSample = -1;
    public const int MinIsBlack = 1;
    public const int PaletteColour = 3;
    public const int Lab = 8;
    private const int AssociatedAlpha = 1;
    private const int Rgb = 2;

    /// <summary>Null when the file ends before its directory.</summary>
    public static TiffTags? Read(ReadOnlySpan<byte> bytes)
    {
        TiffDirectory directory = new(bytes);
        if (!directory.IsThere)
        {
            return null;
        }

        var tags = new TiffTags(MinIsBlack, 1, 1, NoExtraSample, 0, 1, 1, 0, 1, false);
        for (var i = 0L; i < directory.Entries && directory.TryEntry(i, out var tag, out var size, out _, out var at); i++)
        {
            var value = (int)directory.Whole(at, size);
            tags = tag switch
            {
                258 => tags with { BitsPerSample = value },
                259 => tags with { Compression = value },
                262 => tags with { Photometric = value },
                274 when size == sizeof(ushort) => tags with { Orientation = value, OrientationAt = at },
                277 => tags with { SamplesPerPixel = value },
                284 => tags with { Planes = value },
                322 => tags with { IsTiled = true },
                338 when size == sizeof(ushort) => tags with { ExtraSample = value, ExtraSampleAt = at },
                _ => tags,
            };
        }

        return tags;
    }

    /// <summary>Whether colours are stored multiplied by alpha.</summary>
    public bool IsPremultiplied => Photometric == Rgb && SamplesPerPixel > 3 && ExtraSample == AssociatedAlpha;

    /// <summary>Whether each tile holds one sample of its pixels.</summary>
    public bool IsTiledByPlane => IsTiled && Planes == 2;

    /// <summary>Whether this build of libvips reads such files. Compressions: none, CCITT, LZW, JPEG, deflate, PackBits, WebP.</summary>
    public bool IsRead => !IsTiledByPlane && Compression is (>= 1 and <= 8) or 32_771 or 32_773 or 32_946 or 50_001;

    /// <summary>Whether the directory and all strips or tiles that it lists lie inside the file.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes)
    {
        TiffDirectory directory = new(bytes);
        if (!directory.IsThere)
        {
            return false;
        }

        (int Size, long Count, long At) offsets = default, lengths = default;
        for (var i = 0L; i < directory.Entries; i++)
        {
            if (!directory.TryEntry(i, out var tag, out var size, out var count, out var at))
            {
                return false;
            }

            offsets = tag is 273 or 324 ? (size, count, at) : offsets;
            lengths = tag is 279 or 325 ? (size, count, at) : lengths;
        }

        var listed = Math.Min(offsets.Count, lengths.Count);
        if (offsets.At + (listed * offsets.Size) > bytes.Length || lengths.At + (listed * lengths.Size) > bytes.Length)
        {
            return false;
        }

        for (var i = 0L; i < listed; i++)
        {
            if (directory.Whole(offsets.At + (i * offsets.Size), offsets.Size) + directory.Whole(lengths.At + (i * lengths.Size), lengths.Size) > bytes.Length)
            {
                return false;
            }
        }

        return true;
    }
}

using System.Runtime.InteropServices;

namespace Cluster.Imaging.Decoding.Vips;

/// <summary>Tags of a TIFF that libvips would act on and Pillow does not, set to others in a copy.</summary>
internal static unsafe class TiffRepair
{
    private const byte Upright = 1;
    private const byte UnassociatedAlpha = 2;

    /// <summary>
    /// A copy, which the caller frees, or null where none is needed. An orientation that does not exist becomes 1: libtiff takes the file for damaged.
    /// Associated alpha becomes unassociated: libvips divides by it with another rounding.
    /// </summary>
    public static byte* Copy(byte* encoded, int length, in TiffTags tags)
    {
        var isTurned = tags is { Orientation: < 1 or > 8, OrientationAt: > 0 };
        if (!isTurned && !tags.IsPremultiplied)
        {
            return null;
        }

        var copy = (byte*)NativeMemory.Alloc((nuint)length);
        new ReadOnlySpan<byte>(encoded, length).CopyTo(new(copy, length));
        if (isTurned)
        {
            Set(copy, length, tags.OrientationAt, Upright);
        }

        if (tags.IsPremultiplied)
        {
            Set(copy, length, tags.ExtraSampleAt, UnassociatedAlpha);
        }

        return copy;
    }

    private static void Set(byte* bytes, int length, long at, byte value)
    {
        if (at + sizeof(ushort) <= length)
        {
            (bytes[at], bytes[at + 1]) = bytes[0] == 'M' ? ((byte)0, value) : (value, (byte)0);
        }
    }
}

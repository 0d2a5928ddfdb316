using System.Runtime.InteropServices;

namespace Cluster.Imaging.Decoding.Vips;

/// <summary>GLib's GValue: a type and two words.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    public nuint Type;
    public ulong First;
    public ulong Second;
}

/// <summary>GLib's GTypeQuery.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GTypeQuery
{
    public nuint Type;
    public nint Name;
    public uint ClassSize;
    public uint InstanceSize;
}

/// <summary>libvips' VipsRect.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VipsRect
{
    public int Left;
    public int Top;
    public int Width;
    public int Height;
}

/// <summary>
/// libvips' VipsRegion (region.h) on a 64-bit system, as far as VIPS_REGION_ADDR, a macro of its public interface, reads it.
/// <see cref="VipsLibrary"/> checks the size of the real one.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal unsafe struct VipsRegion
{
    public const int Bytes = 168;

    [FieldOffset(88)]
    public VipsRect Valid;

    [FieldOffset(112)]
    public byte* Data;

    [FieldOffset(120)]
    public int BytesPerLine;
}

/// <summary>libvips' VipsBandFormat, as far as pictures are read.</summary>
internal enum VipsBandFormat
{
    Byte = 0,
    UShort = 2,
}

/// <summary>libvips' VipsInterpretation, as far as it matters.</summary>
internal enum VipsInterpretation
{
    Cmyk = 15,
    Lab = 13,
}

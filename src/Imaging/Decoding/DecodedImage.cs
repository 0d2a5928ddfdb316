namespace Cluster.Imaging.Decoding;

/// <summary>Pixels in native memory as libvips left them: height x width x bands, 8 or 16 bits a sample.</summary>
internal readonly unsafe struct DecodedImage(IntPtr pixels, int width, int height, int bands, bool wide, bool cmyk) : IDisposable
{
    public int Width => width;

    public int Height => height;

    /// <summary>1 grey, 2 grey and alpha, 3 RGB, 4 RGBA or, with <see cref="Cmyk"/>, CMYK.</summary>
    public int Bands => bands;

    public bool Cmyk => cmyk;

    public bool HasAlpha => bands is 2 or 4 && !cmyk;

    /// <summary>Samples as 8 bits: the samples themselves, or the high bytes of 16-bit ones, moved to the front of the same memory.</summary>
    public ReadOnlySpan<byte> Samples()
    {
        var count = width * height * bands;
        if (wide)
        {
            var from = (ushort*)pixels;
            var to = (byte*)pixels;
            for (var i = 0; i < count; i++)
            {
                to[i] = (byte)(from[i] >> 8);
            }
        }

        return new((void*)pixels, count);
    }

    public void Dispose() => NetVips.NetVips.Free(pixels);
}

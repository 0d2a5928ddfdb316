namespace Cluster.Imaging.Decoding.Vips;

/// <summary>Runs a load operation of libvips on bytes that the caller keeps in place.</summary>
internal static unsafe class VipsLoader
{
    /// <summary>The lazy image, which the caller unreferences; 0 when libvips refuses the header. A JPEG may be shrunk by 1, 2, 4 or 8.</summary>
    public static nint Open(byte* encoded, int length, ImageFormat format, int shrink)
    {
        // Numbered pages: only the first frame is ever decoded.
        var (loader, options) = format switch
        {
            ImageFormat.Jpeg => (Text("jpegload_buffer\0"u8), shrink switch
            {
                2 => Text("access=sequential,fail-on=truncated,shrink=2\0"u8),
                4 => Text("access=sequential,fail-on=truncated,shrink=4\0"u8),
                8 => Text("access=sequential,fail-on=truncated,shrink=8\0"u8),
                _ => Text("access=sequential,fail-on=truncated\0"u8),
            }),
            ImageFormat.Png => (Text("pngload_buffer\0"u8), Text("access=sequential,fail-on=truncated\0"u8)),
            ImageFormat.WebP => (Text("webpload_buffer\0"u8), Text("access=sequential,fail-on=truncated,n=1\0"u8)),

            // Where libtiff gives up on a strip, Pillow refuses the file; without the stricter option the strip would be black.
            _ => (Text("tiffload_buffer\0"u8), Text("access=sequential,fail-on=error,n=1\0"u8)),
        };
        var operation = VipsApi.NewOperation((byte*)loader);
        if (operation == 0)
        {
            VipsApi.ClearErrors();
            return 0;
        }

        SetBuffer(operation, encoded, length);
        var built = VipsApi.SetOptions(operation, (byte*)options) == 0 ? VipsApi.Build(operation) : 0;
        VipsApi.Unref(operation);
        if (built == 0)
        {
            VipsApi.ClearErrors();
            return 0;
        }

        var image = Output(built);
        VipsApi.UnrefOutputs(built);
        VipsApi.Unref(built);
        return image;
    }

    // Literals lie in the module's data, hence stay in place.
    private static nint Text(ReadOnlySpan<byte> literal)
    {
        fixed (byte* pointer = literal)
        {
            return (nint)pointer;
        }
    }

    private static void SetBuffer(nint operation, byte* encoded, int length)
    {
        var blob = VipsApi.NewBlob(0, encoded, (nuint)length);
        GValue value = default;
        VipsApi.Init(&value, VipsApi.BlobType());
        VipsApi.SetBoxed(&value, blob);
        VipsApi.SetProperty(operation, (byte*)Text("buffer\0"u8), &value);
        VipsApi.Unset(&value);
        VipsApi.UnrefArea(blob);
    }

    private static nint Output(nint operation)
    {
        GValue value = default;
        VipsApi.Init(&value, VipsApi.ImageType());
        VipsApi.GetProperty(operation, (byte*)Text("out\0"u8), &value);
        var image = VipsApi.DuplicateObject(&value);
        VipsApi.Unset(&value);
        return image;
    }
}

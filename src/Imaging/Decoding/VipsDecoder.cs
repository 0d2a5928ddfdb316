using Cluster.Domain.Outcomes;
using NetVips;

namespace Cluster.Imaging.Decoding;

/// <summary>Opens and decodes pictures with libvips: headers first, limits before pixels, no loader that is not on the list.</summary>
internal sealed class VipsDecoder
{
    private static readonly string[] Allowed = ["jpegload_buffer", "pngload_buffer", "webpload_buffer", "gifload_buffer", "tiffload_buffer"];
    private readonly ImagingOptions _limits;

    public VipsDecoder(ImagingOptions limits)
    {
        _limits = limits;

        // The pipeline runs many pictures side by side; libvips' own threads and cache would only get in the way.
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        NetVips.NetVips.BlockUntrusted = true;
    }

    /// <summary>Opens the picture and checks its header against the limits. The caller disposes of the image.</summary>
    public Failure? Open(ReadOnlyMemory<byte> encoded, out Image? image)
    {
        image = null;
        if (encoded.Length > _limits.MaxBytes)
        {
            return new Failure(FailureKind.TooManyBytes, $"{encoded.Length:N0} bytes stored; the limit is {_limits.MaxBytes:N0}.");
        }

        if (encoded.Length < 4)
        {
            return new Failure(FailureKind.NotAnImage, encoded.IsEmpty ? "The file is empty." : "The file is too short to be a picture.");
        }

        var bytes = encoded.ToArray();
        var loader = Image.FindLoadBuffer(bytes);
        if (loader is null || !IsAllowed(loader))
        {
            return Signatures.LooksLikeImage(encoded.Span)
                ? new Failure(FailureKind.UnsupportedFormat, "A picture in a format that is not read here.")
                : new Failure(FailureKind.NotAnImage, "The bytes are not a picture of any known format.");
        }

        try
        {
            image = Image.NewFromBuffer(bytes, access: Enums.Access.Sequential, failOn: Enums.FailOn.Error);
        }
        catch (VipsException fault)
        {
            return VipsFaults.Explain(fault);
        }

        return Check(image.Width, image.Height);
    }

    private static bool IsAllowed(string loader)
    {
        var name = loader.Replace("VipsForeignLoad", "", StringComparison.Ordinal).ToLowerInvariant();
        return Array.Exists(Allowed, allowed => name.StartsWith(allowed[..allowed.IndexOf("load", StringComparison.Ordinal)], StringComparison.Ordinal)
            || (name.StartsWith("nsgif", StringComparison.Ordinal) && allowed.StartsWith("gif", StringComparison.Ordinal)));
    }

    private Failure? Check(int width, int height)
    {
        if ((long)width * height > _limits.MaxPixels)
        {
            return new Failure(FailureKind.TooManyPixels, $"{width:N0} x {height:N0} pixels; the limit is {_limits.MaxPixels:N0}.");
        }

        if (Math.Min(width, height) < _limits.MinSide)
        {
            return new Failure(FailureKind.TooSmall, $"{width} x {height} pixels; a side must have at least {_limits.MinSide}.");
        }

        return Math.Max(width, height) > (long)Math.Min(width, height) * _limits.MaxAspect
            ? new Failure(FailureKind.ExtremeAspect, $"{width} x {height} pixels; one side may be at most {_limits.MaxAspect} times the other.")
            : null;
    }

    /// <summary>The pixels as 8-bit RGB, as Pillow's <c>convert('RGB')</c> gives them: grey repeated, alpha dropped, the high byte of 16 bits, no colour management.</summary>
    public static Image ToRgb(Image image)
    {
        var pixels = image;
        if (pixels.Format == Enums.BandFormat.Ushort)
        {
            pixels = (pixels >> 8).Cast(Enums.BandFormat.Uchar);
        }
        else if (pixels.Format != Enums.BandFormat.Uchar)
        {
            pixels = pixels.Cast(Enums.BandFormat.Uchar);
        }

        if (pixels.Interpretation == Enums.Interpretation.Cmyk && pixels.Bands >= 4)
        {
            return CmykToRgb(pixels);
        }

        return pixels.Bands switch
        {
            1 or 2 => pixels[0].Bandjoin(pixels[0], pixels[0]),
            3 => pixels,
            _ => pixels.ExtractBand(0, n: 3),
        };
    }

    /// <summary>Pillow's plain conversion on 8 bits: clip(255 - K - muldiv255(C, 255 - K)), muldiv255 rounding.</summary>
    private static Image CmykToRgb(Image cmyk)
    {
        using var wide = cmyk.Cast(Enums.BandFormat.Int);
        using var white = 255 - wide[3];
        using var product = (wide.ExtractBand(0, n: 3) * white).Cast(Enums.BandFormat.Int) + 128;
        using var whole = product.Cast(Enums.BandFormat.Int);
        using var rounded = ((whole >> 8) + whole).Cast(Enums.BandFormat.Int) >> 8;
        return (white - rounded).Cast(Enums.BandFormat.Uchar);
    }
}

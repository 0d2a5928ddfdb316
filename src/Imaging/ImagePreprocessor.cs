using System.Buffers;
using Cluster.Imaging.Decoding;
using Cluster.Imaging.Resampling;
using Microsoft.Extensions.Options;

namespace Cluster.Imaging;

/// <summary>libvips decodes, Pillow's arithmetic resizes: the same tile as the reference's for the same pixels.</summary>
/// <remarks>EXIF orientation is applied only on request, colour profiles never. <see cref="DecodeMode.Fast"/> is refused.</remarks>
public sealed class ImagePreprocessor(IOptions<ImagingOptions> options) : IImagePreprocessor
{
    /// <inheritdoc />
    public int TileBytes(PreprocessingSpec spec) => spec.Width * spec.Height * 3;

    /// <inheritdoc />
    public PreprocessResult Preprocess(ReadOnlyMemory<byte> encoded, PreprocessingSpec spec, Span<byte> tile, CancellationToken cancellationToken)
    {
        if (spec.Decode != DecodeMode.Exact)
        {
            throw new NotSupportedException("Only exact decoding is built; set Decode to Exact.");
        }

        ArgumentOutOfRangeException.ThrowIfNotEqual(tile.Length, TileBytes(spec), nameof(tile));
        cancellationToken.ThrowIfCancellationRequested();
        if (VipsDecoder.TryOpen(encoded, options.Value, spec.AutoOrient, out var image, out var format) is { } refused)
        {
            return new(0, 0, refused);
        }

        using (image)
        {
            var (width, height) = (image!.Width, image.Height);
            using var upright = spec.AutoOrient ? image.Autorot() : null;
            if (VipsDecoder.TryDecode(upright ?? image, out var decoded) is { } broken)
            {
                return new(width, height, broken);
            }

            using (decoded)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var nearest = spec.Flow == PreprocessingFlow.OpenClip && ImageSniffer.IsIndexed(format, encoded.Span);
                FillTile(decoded, spec, nearest, tile);
            }

            return new(width, height, null);
        }
    }

    private static void FillTile(in DecodedImage image, PreprocessingSpec spec, bool nearest, Span<byte> tile)
    {
        var plan = ResizePlan.For(image.Width, image.Height, spec);
        var samples = image.Samples();
        var bands = image.Bands;
        var storedMode = spec.Flow == PreprocessingFlow.OpenClip && !nearest;
        byte[]? converted = null;
        if (image.Cmyk ? !storedMode : image.HasAlpha)
        {
            converted = ArrayPool<byte>.Shared.Rent(image.Width * image.Height * (storedMode ? bands : 3));
            bands = Convert(samples, image, storedMode, converted);
            samples = converted.AsSpan(0, image.Width * image.Height * bands);
        }

        var kept = ArrayPool<byte>.Shared.Rent(plan.Kept.Width * plan.Kept.Height * bands);
        var crop = kept.AsSpan(0, plan.Kept.Width * plan.Kept.Height * bands);
        if (nearest)
        {
            NearestResampler.Resize(samples, image.Width, image.Height, bands, (plan.Width, plan.Height), plan.Kept, crop);
        }
        else
        {
            PillowResampler.Resize(samples, image.Width, image.Height, bands, (plan.Width, plan.Height), plan.Kept, plan.Filter, crop);
        }

        if (storedMode && image.HasAlpha)
        {
            PixelConversion.Unpremultiply(crop, bands);
        }

        Place(crop, bands, bands == 4 && image.Cmyk, plan, spec, tile);
        ArrayPool<byte>.Shared.Return(kept);
        if (converted is not null)
        {
            ArrayPool<byte>.Shared.Return(converted);
        }
    }

    private static int Convert(ReadOnlySpan<byte> samples, in DecodedImage image, bool storedMode, Span<byte> converted)
    {
        if (storedMode)
        {
            PixelConversion.Premultiply(samples, image.Bands, converted);
            return image.Bands;
        }

        if (image.Cmyk)
        {
            PixelConversion.CmykToRgb(samples, converted);
        }
        else
        {
            PixelConversion.ToRgb(samples, image.Bands, converted);
        }

        return 3;
    }

    private static void Place(ReadOnlySpan<byte> crop, int bands, bool cmyk, in ResizePlan plan, PreprocessingSpec spec, Span<byte> tile)
    {
        if (plan.Kept.Width < spec.Width || plan.Kept.Height < spec.Height)
        {
            tile.Fill(spec.FillColor);
        }

        for (var y = 0; y < plan.Kept.Height; y++)
        {
            var from = crop.Slice(y * plan.Kept.Width * bands, plan.Kept.Width * bands);
            var to = tile.Slice((((plan.Top + y) * spec.Width) + plan.Left) * 3, plan.Kept.Width * 3);
            if (cmyk)
            {
                PixelConversion.CmykToRgb(from, to);
            }
            else
            {
                PixelConversion.ToRgb(from, bands, to);
            }
        }
    }
}

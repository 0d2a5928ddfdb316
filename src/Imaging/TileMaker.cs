using System.Buffers;
using System.Runtime.InteropServices;
using Cluster.Domain.Outcomes;
using Cluster.Imaging.Decoding;
using Cluster.Imaging.Resampling;

namespace Cluster.Imaging;

/// <summary>One picture to one tile: (1) rows are decoded, (2) converted where the reference does so first, (3) resized, (4) the rest is converted and placed.</summary>
internal static class TileMaker
{
    /// <summary>Fills the tile, or says why not. Between strips of rows <paramref name="watch"/> may end the work.</summary>
    public static Failure? Fill(PixelSource source, PreprocessingSpec spec, in DecodeWatch watch, Span<byte> tile)
    {
        var plan = ResizePlan.For(source.Width, source.Height, spec);

        // A picture that has its size already is not resized, hence never premultiplied; alpha can be dropped at once.
        var isStoredFirst = spec.Flow == PreprocessingFlow.OpenClip
            && !(source.Format.Kind == PixelKind.Alpha && (plan.Width, plan.Height) == (source.Width, source.Height));
        var format = Resized(source.Format, isStoredFirst);
        var isConverted = format != source.Format || format.Kind == PixelKind.Alpha;
        using var resampler = Resampler(format, source, plan);
        var strip = Strips.Rows(source);
        var stride = source.Width * format.BytesPerPixel;
        var converted = isConverted ? ArrayPool<byte>.Shared.Rent(strip * stride) : [];
        try
        {
            for (var y = 0; y < source.Height; y += strip)
            {
                // :: Steps 1 to 3
                var count = Math.Min(strip, source.Height - y);
                var expired = watch.Expired();
                if (expired is not null)
                {
                    return expired;
                }

                if (source.Read(y, count, out var rows) is { } failure)
                {
                    return failure;
                }

                for (var row = 0; isConverted && row < count; row++)
                {
                    Convert(rows.Row(row, source.Width * source.Format.BytesPerPixel), source.Format, format, converted.AsSpan(row * stride, stride));
                }

                resampler.Accept(isConverted ? new(converted.AsSpan(0, count * stride), stride) : rows, y, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(converted);
        }

        // :: Step 4
        Place(resampler, format, plan, spec, tile);
        return null;
    }

    // What the resize works on: the stored mode, or grey or RGB.
    private static PixelFormat Resized(PixelFormat stored, bool isStoredFirst) => stored.Kind switch
    {
        _ when isStoredFirst => stored,
        PixelKind.Alpha => new(PixelKind.Plain, stored.Bands - 1),
        PixelKind.Cmyk => new(PixelKind.Plain, 3),
        _ => new(PixelKind.Plain, stored.Bands),
    };

    private static TileResampler Resampler(PixelFormat format, PixelSource source, in ResizePlan plan) => format.Kind switch
    {
        PixelKind.Indexed => new NearestResampler(source.Width, source.Height, format.Bands, (plan.Width, plan.Height), plan.Kept),
        PixelKind.Wide => new WideResampler(source.Width, source.Height, (plan.Width, plan.Height), plan.Kept, plan.Filter),
        _ => new PillowResampler(source.Width, source.Height, format.Bands, (plan.Width, plan.Height), plan.Kept, plan.Filter),
    };

    private static void Convert(ReadOnlySpan<byte> from, PixelFormat stored, PixelFormat wanted, Span<byte> to)
    {
        switch (stored.Kind)
        {
            case PixelKind.Alpha when wanted.Kind == PixelKind.Alpha:
                PixelConversion.Premultiply(from, stored.Bands, to);
                break;
            case PixelKind.Alpha:
                PixelConversion.DropAlpha(from, stored.Bands, to);
                break;
            case PixelKind.Cmyk:
                PixelConversion.CmykToRgb(from, to);
                break;
            case PixelKind.Wide:
                PixelConversion.Clip(MemoryMarshal.Cast<byte, ushort>(from), to);
                break;
            default:
                from.CopyTo(to);
                break;
        }
    }

    private static void Place(TileResampler resampler, PixelFormat format, in ResizePlan plan, PreprocessingSpec spec, Span<byte> tile)
    {
        var (width, height) = (plan.Kept.Width, plan.Kept.Height);
        var isWhole = width == spec.Width && height == spec.Height;
        if (isWhole && format is { Bands: 3 })
        {
            resampler.Finish(tile);
            return;
        }

        var bands = format.Bands;
        var kept = ArrayPool<byte>.Shared.Rent(width * height * bands);
        var crop = kept.AsSpan(0, width * height * bands);
        resampler.Finish(crop);
        if (format.Kind == PixelKind.Alpha)
        {
            PixelConversion.Unpremultiply(crop, bands);
        }

        if (!isWhole)
        {
            tile.Fill(spec.FillColor);
        }

        for (var y = 0; y < height; y++)
        {
            var from = crop.Slice(y * width * bands, width * bands);
            var to = tile.Slice((((plan.Top + y) * spec.Width) + plan.Left) * 3, width * 3);
            if (format.Kind == PixelKind.Cmyk)
            {
                PixelConversion.CmykToRgb(from, to);
            }
            else
            {
                PixelConversion.ToRgb(from, bands, to);
            }
        }

        ArrayPool<byte>.Shared.Return(kept);
    }
}

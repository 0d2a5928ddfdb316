using Cluster.Domain.Outcomes;
using Cluster.Imaging.Decoding;
using Microsoft.Extensions.Options;
using NetVips;

namespace Cluster.Imaging;

/// <summary>Makes small JPEGs for people to look at. CPU work; synchronous; safe for concurrent use.</summary>
public sealed class Thumbnailer(IOptions<ImagingOptions> options)
{
    private readonly VipsDecoder _decoder = new(options.Value);

    /// <summary>A JPEG whose longest side is at most <paramref name="size"/> pixels; the same limits and failures as the preprocessor's.</summary>
    /// <param name="encoded">The stored bytes.</param>
    /// <param name="size">16 to 1,024.</param>
    public Outcome<byte[]> Render(ReadOnlyMemory<byte> encoded, int size)
    {
        if (size is < 16 or > 1_024)
        {
            return new Failure(FailureKind.InvalidRequest, $"A thumbnail has a size of 16 to 1,024 pixels, not {size}.");
        }

        var failure = _decoder.Open(encoded, out var image);
        using (image)
        {
            if (failure is not null)
            {
                return failure;
            }

            try
            {
                using var upright = image!.Autorot();
                using var rgb = VipsDecoder.ToRgb(upright);
                using var whole = rgb.CopyMemory();
                using var small = whole.ThumbnailImage(size, height: size, size: Enums.Size.Down);
                return small.JpegsaveBuffer(q: 85, keep: Enums.ForeignKeep.None);
            }
            catch (VipsException fault)
            {
                return VipsFaults.Explain(fault);
            }
        }
    }
}

using Cluster.Domain.Outcomes;
using Cluster.Imaging.Decoding;
using Microsoft.Extensions.Options;
using NetVips;

namespace Cluster.Imaging;

/// <summary>Small JPEG previews for people, within the same limits as preprocessing. Safe for concurrent use.</summary>
public sealed class Thumbnailer(IOptions<ImagingOptions> options)
{
    private const int Quality = 80;

    /// <summary>A JPEG of <paramref name="encoded"/>, upright by its EXIF tag, whose longer side is <paramref name="longestSide"/> pixels at most; or why there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="longestSide"/> is below 1.</exception>
    public Outcome<byte[]> Create(ReadOnlyMemory<byte> encoded, int longestSide, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longestSide, 1);
        cancellationToken.ThrowIfCancellationRequested();
        if (VipsDecoder.TryOpen(encoded, options.Value, randomAccess: false, out var image, out _) is { } failure)
        {
            return failure;
        }

        using (image)
        {
            try
            {
                using var small = image!.ThumbnailImage(longestSide, height: longestSide, size: Enums.Size.Down);
                using var flat = small.HasAlpha() ? small.Flatten(background: [255]) : small.Copy();
                return flat.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
            }
            catch (VipsException exception)
            {
                return VipsDecoder.Explain(exception);
            }
        }
    }
}

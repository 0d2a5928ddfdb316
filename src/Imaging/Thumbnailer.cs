using Cluster.Domain.Outcomes;
using Cluster.Imaging.Decoding;
using Microsoft.Extensions.Options;
using NetVips;

namespace Cluster.Imaging;

/// <summary>Small JPEG previews for people, within the same limits as preprocessing. Safe for concurrent use.</summary>
public sealed class Thumbnailer(IOptions<ImagingOptions> options)
{
    private const int Quality = 80;

    /// <summary>A JPEG of <paramref name="encoded"/>, upright by its EXIF tag, whose longer side is at most <paramref name="size"/> pixels; or why there is none.</summary>
    /// <param name="encoded">The stored bytes.</param>
    /// <param name="size">16 to 1,024.</param>
    public Outcome<byte[]> Render(ReadOnlyMemory<byte> encoded, int size)
    {
        if (size is < 16 or > 1_024)
        {
            return new Failure(FailureKind.InvalidRequest, $"A thumbnail has a size of 16 to 1,024 pixels, not {size}.");
        }

        if (StoredImages.TryOpen(encoded, options.Value, out var image) is { } failure)
        {
            return failure;
        }

        using (image)
        {
            try
            {
                using var small = image!.ThumbnailImage(size, height: size, size: Enums.Size.Down);
                using var flat = small.HasAlpha() ? small.Flatten(background: [255]) : small.Copy();
                return flat.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
            }
            catch (VipsException)
            {
                return DecodeFaults.Explain(encoded.Span);
            }
        }
    }
}

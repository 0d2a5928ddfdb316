using Cluster.Imaging.Decoding;
using Cluster.Imaging.Resampling;
using Microsoft.Extensions.Options;
using NetVips;

namespace Cluster.Imaging;

/// <summary>Decodes with libvips and resizes with Pillow's arithmetic, so that tiles are the reference's, bit for bit.</summary>
public sealed class ImagePreprocessor(IOptions<ImagingOptions> options) : IImagePreprocessor
{
    private readonly VipsDecoder _decoder = new(options.Value);
    private readonly PillowResampler _resampler = new();

    /// <inheritdoc />
    public int TileBytes(PreprocessingSpec spec) => spec.Width * spec.Height * 3;

    /// <inheritdoc />
    public PreprocessResult Preprocess(ReadOnlyMemory<byte> encoded, PreprocessingSpec spec, Span<byte> tile, CancellationToken cancellationToken)
    {
        if (_decoder.Open(encoded, out var image) is { } failure)
        {
            image?.Dispose();
            return new PreprocessResult(0, 0, failure);
        }

        using (image)
        {
            try
            {
                using var upright = spec.AutoOrient ? image!.Autorot() : image!.Copy();
                using var rgb = VipsDecoder.ToRgb(upright);
                var pixels = rgb.WriteToMemory<byte>();
                cancellationToken.ThrowIfCancellationRequested();
                Lay(pixels, rgb.Width, rgb.Height, spec, tile);
                return new PreprocessResult(image.Width, image.Height, null);
            }
            catch (VipsException fault)
            {
                return new PreprocessResult(image!.Width, image.Height, VipsFaults.Explain(fault));
            }
        }
    }

    private void Lay(ReadOnlySpan<byte> pixels, int width, int height, PreprocessingSpec spec, Span<byte> tile)
    {
        var plan = CropPlan.For(width, height, spec);
        var kept = plan.Crop;
        var view = new PixelView(pixels, width, height);
        if (kept.Width == spec.Width && kept.Height == spec.Height)
        {
            _resampler.Resize(view, plan.Size, kept, spec.Interpolation, tile);
            return;
        }

        var part = new byte[kept.Width * kept.Height * 3];
        _resampler.Resize(view, plan.Size, kept, spec.Interpolation, part);
        tile.Fill(spec.FillColor);
        for (var y = 0; y < kept.Height; y++)
        {
            part.AsSpan(y * kept.Width * 3, kept.Width * 3).CopyTo(tile[((((plan.Top + y) * spec.Width) + plan.Left) * 3)..]);
        }
    }
}

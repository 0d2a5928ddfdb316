using Cluster.Imaging.Decoding;
using Microsoft.Extensions.Options;

namespace Cluster.Imaging;

/// <summary>libvips decodes, Pillow's arithmetic resizes: the same tile as the reference's for the same pixels.</summary>
/// <remarks>EXIF orientation is applied only on request (Pillow itself applies TIFF's), colour profiles never.</remarks>
public sealed class ImagePreprocessor(IOptions<ImagingOptions> options, TimeProvider? time = null) : IImagePreprocessor
{
    private readonly ImagingOptions _limits = options.Value;
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc />
    public int TileBytes(PreprocessingSpec spec) => spec.Width * spec.Height * 3;

    /// <inheritdoc />
    public unsafe PreprocessResult Preprocess(ReadOnlyMemory<byte> encoded, PreprocessingSpec spec, Span<byte> tile, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tile.Length, TileBytes(spec), nameof(tile));
        cancellationToken.ThrowIfCancellationRequested();
        DecodeWatch watch = new(_time, _limits.MaxDecodeTime, cancellationToken);
        fixed (byte* bytes = encoded.Span)
        {
            if (PixelSources.TryOpen(bytes, encoded.Length, _limits, spec, out var source) is { } refused)
            {
                return new(0, 0, refused);
            }

            using (source)
            {
                var (width, height) = source!.StoredSize;
                return new(width, height, TileMaker.Fill(source, spec, watch, tile));
            }
        }
    }
}

namespace Cluster.Imaging;

/// <summary>Encoded bytes to the tile that an encoder reads: decode, convert to RGB, resize, crop. CPU work; synchronous; safe for concurrent use.</summary>
public interface IImagePreprocessor
{
    /// <summary>Bytes of a tile for <paramref name="spec"/>: height x width x 3.</summary>
    int TileBytes(PreprocessingSpec spec);

    /// <summary>
    /// Fills <paramref name="tile"/> with the uint8 crop, row by row, RGB interleaved, and returns the size of the stored image; or a failure,
    /// and then the tile's content is undefined. Never throws for bad bytes; limits are checked from the header, before memory is taken.
    /// </summary>
    PreprocessResult Preprocess(ReadOnlyMemory<byte> encoded, PreprocessingSpec spec, Span<byte> tile, CancellationToken cancellationToken);
}

namespace Cluster.Imaging.Decoding;

/// <summary>Some rows of a picture, <paramref name="stride"/> bytes from one to the next. Valid until the next ones are read.</summary>
internal readonly ref struct PixelRows(ReadOnlySpan<byte> bytes, int stride)
{
    /// <summary>From the first byte of the first row to the last byte of the last.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public int Stride { get; } = stride;

    public ReadOnlySpan<byte> Row(int row, int bytes) => Bytes.Slice(row * Stride, bytes);
}

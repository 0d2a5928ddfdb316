using Cluster.Encoders;
using Cluster.Encoders.Sharding;

namespace Cluster.Pipeline.Tests;

/// <summary>A shard that makes an embedding of the first pixel, and fails as it is told to. The pictures of these tests are of one colour each.</summary>
internal sealed class TileShard(EncoderManifest manifest) : IEncoderShard
{
    private int _images;

    public EncoderManifest Manifest => manifest;

    /// <summary>Images encoded so far.</summary>
    public int Images => Volatile.Read(ref _images);

    /// <summary>Called with the first pixel of each tile before any is encoded; may throw.</summary>
    public Action<(byte Red, byte Green, byte Blue)>? OnTile { get; set; }

    /// <summary>Whether a tile's embedding comes out as NaN.</summary>
    public Func<(byte Red, byte Green, byte Blue), bool> IsNaN { get; set; } = static _ => false;

    public Task EncodeImagesAsync(ReadOnlyMemory<byte> tiles, int count, Memory<float> embeddings, Lane lane, CancellationToken cancellationToken)
    {
        Assert.Equal(Lane.Bulk, lane);
        var size = tiles.Length / count;
        for (var i = 0; i < count; i++)
        {
            OnTile?.Invoke(Pixel(tiles.Span[(i * size)..]));
        }

        for (var i = 0; i < count; i++)
        {
            var pixel = Pixel(tiles.Span[(i * size)..]);
            Embed(pixel, IsNaN(pixel), embeddings.Span.Slice(i * manifest.Dimension, manifest.Dimension));
        }

        Interlocked.Add(ref _images, count);
        return Task.CompletedTask;
    }

    public Task EncodeTextsAsync(IReadOnlyList<string> texts, Memory<float> embeddings, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>What the embedding of a colour must be.</summary>
    public static void Embed((byte Red, byte Green, byte Blue) pixel, bool nan, Span<float> row)
    {
        row.Clear();
        (row[0], row[1], row[2], row[3]) = (1 + pixel.Red, 1 + pixel.Green, 1 + pixel.Blue, nan ? float.NaN : 1);
        var length = MathF.Sqrt((row[0] * row[0]) + (row[1] * row[1]) + (row[2] * row[2]) + (row[3] * row[3]));
        for (var i = 0; i < 4; i++)
        {
            row[i] /= length;
        }
    }

    private static (byte Red, byte Green, byte Blue) Pixel(ReadOnlySpan<byte> tile) => (tile[0], tile[1], tile[2]);
}

using Cluster.Encoders.Parity;
using Cluster.Imaging;

namespace Cluster.Encoders.Tuning;

/// <summary>The pictures that a tuning measures and compares with: generated, the same every time.</summary>
internal sealed class TuningTiles
{
    /// <summary>Pictures whose embeddings are compared.</summary>
    private const int Sample = 40;

    private readonly byte[] _tiles;
    private readonly int _bytes;

    /// <param name="spec">How the encoder wants them.</param>
    /// <param name="batch">Images that a call may ask for.</param>
    public TuningTiles(PreprocessingSpec spec, int batch)
    {
        (Batch, Count, _bytes) = (batch, Math.Max(Sample, batch), spec.Width * spec.Height * 3);
        _tiles = ParitySample.Generated(spec, Count);
    }

    /// <summary>Images that a call may ask for.</summary>
    public int Batch { get; }

    /// <summary>All there are.</summary>
    public int Count { get; }

    /// <summary>So many of them.</summary>
    public ReadOnlySpan<byte> Of(int count, int first = 0) => _tiles.AsSpan(first * _bytes, count * _bytes);
}

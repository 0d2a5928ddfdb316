using System.Diagnostics;

namespace Cluster.Encoders.Telemetry;

/// <summary>An image tower whose forward passes are timed.</summary>
public sealed class MeasuredImageEncoder(IImageEncoder inner, EncoderInstruments instruments) : IImageEncoder
{
    /// <inheritdoc />
    public EncoderManifest Manifest => inner.Manifest;

    /// <inheritdoc />
    public string Device => inner.Device;

    /// <inheritdoc />
    public int MaxBatch => inner.MaxBatch;

    /// <inheritdoc />
    public int Parallelism => inner.Parallelism;

    /// <inheritdoc />
    public IReadOnlyList<int> WarmBatches => inner.WarmBatches;

    /// <inheritdoc />
    public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
    {
        var from = Stopwatch.GetTimestamp();
        inner.Encode(tiles, count, embeddings);
        instruments.OnForward(Manifest.Id, "image", from);
    }

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();
}

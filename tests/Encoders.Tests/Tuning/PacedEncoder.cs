namespace Cluster.Encoders.Tests.Tuning;

/// <summary>A real tower that takes its work several times, so that one is slower than another on any machine.</summary>
internal sealed class PacedEncoder(IImageEncoder inner, Pace pace) : IImageEncoder
{
    public EncoderManifest Manifest => inner.Manifest;

    public string Device => pace.Device;

    public int MaxBatch => inner.MaxBatch;

    public int Parallelism => inner.Parallelism;

    public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
    {
        for (var i = 0; i < (count == 1 ? pace.SingleTimes : 1) * pace.Times; i++)
        {
            inner.Encode(tiles, count, embeddings);
        }

        if (pace.Spoils)
        {
            embeddings[..(count * Manifest.Dimension)].Reverse();
        }
    }

    public void Dispose() => inner.Dispose();
}

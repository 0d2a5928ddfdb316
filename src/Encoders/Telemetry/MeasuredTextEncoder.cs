using System.Diagnostics;

namespace Cluster.Encoders.Telemetry;

/// <summary>A text tower whose forward passes are timed.</summary>
public sealed class MeasuredTextEncoder(ITextEncoder inner, EncoderInstruments instruments) : ITextEncoder
{
    /// <inheritdoc />
    public EncoderManifest Manifest => inner.Manifest;

    /// <inheritdoc />
    public void Encode(IReadOnlyList<string> texts, Span<float> embeddings)
    {
        var from = Stopwatch.GetTimestamp();
        inner.Encode(texts, embeddings);
        instruments.OnForward(Manifest.Id, "text", from);
    }

    /// <inheritdoc />
    public void Dispose() => inner.Dispose();
}

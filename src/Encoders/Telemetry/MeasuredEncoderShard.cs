using Cluster.Encoders.Sharding;

namespace Cluster.Encoders.Telemetry;

/// <summary>A shard with a span and a duration around everything it is asked for.</summary>
public sealed class MeasuredEncoderShard(IEncoderShard inner, EncoderInstruments instruments) : IEncoderShard
{
    /// <inheritdoc />
    public EncoderManifest Manifest => inner.Manifest;

    /// <inheritdoc />
    public int Parallelism => inner.Parallelism;

    /// <inheritdoc />
    public int QueriesWaiting => inner.QueriesWaiting;

    /// <inheritdoc />
    public Task EncodeImagesAsync(ReadOnlyMemory<byte> tiles, int count, Memory<float> embeddings, Lane lane, CancellationToken cancellationToken) =>
        instruments.MeasureAsync(Manifest.Id, "image", lane, count, () => inner.EncodeImagesAsync(tiles, count, embeddings, lane, cancellationToken));

    /// <inheritdoc />
    public Task EncodeTextsAsync(IReadOnlyList<string> texts, Memory<float> embeddings, CancellationToken cancellationToken) =>
        instruments.MeasureAsync(Manifest.Id, "text", Lane.Query, texts.Count, () => inner.EncodeTextsAsync(texts, embeddings, cancellationToken));

    /// <inheritdoc />
    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

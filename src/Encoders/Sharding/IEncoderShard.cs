namespace Cluster.Encoders.Sharding;

/// <summary>One encoder on one device: the image and text towers, a thread of their own, and two bounded lanes. Safe for concurrent use.</summary>
public interface IEncoderShard : IAsyncDisposable
{
    /// <summary>The encoder it holds.</summary>
    EncoderManifest Manifest { get; }

    /// <summary>Bulk batches that gain by being under way at the same time.</summary>
    int Parallelism => 1;

    /// <summary>Queries that wait for their turn.</summary>
    int QueriesWaiting => 0;

    /// <summary>Encodes tiles into unit-length rows. <paramref name="tiles"/> and <paramref name="embeddings"/> are used until the task completes.</summary>
    /// <param name="tiles">count x height x width x 3 uint8, RGB.</param>
    /// <param name="count">Tiles.</param>
    /// <param name="embeddings">Receives count x dimension floats. A row that is not finite or is zero is left as it came.</param>
    /// <param name="lane">Queries go before bulk work.</param>
    /// <param name="cancellationToken">Gives up while the work is still queued; its place is free at once.</param>
    /// <exception cref="Cluster.Domain.Outcomes.FailureException">Overloaded when the query lane is full; the bulk lane waits. Unavailable when the shard is going away.</exception>
    Task EncodeImagesAsync(ReadOnlyMemory<byte> tiles, int count, Memory<float> embeddings, Lane lane, CancellationToken cancellationToken);

    /// <summary>Encodes texts into unit-length rows, on the query lane, in parts of at most <see cref="EncoderShardOptions.TextBatch"/>.</summary>
    /// <exception cref="Cluster.Domain.Outcomes.FailureException">InvalidRequest when the encoder has no text tower; Overloaded; Unavailable.</exception>
    Task EncodeTextsAsync(IReadOnlyList<string> texts, Memory<float> embeddings, CancellationToken cancellationToken);
}

namespace Cluster.Encoders;

/// <summary>Turns tiles into embeddings on one device. Synchronous: the caller owns the thread. At most <see cref="Parallelism"/> calls at a time.</summary>
public interface IImageEncoder : IDisposable
{
    /// <summary>What this encoder is.</summary>
    EncoderManifest Manifest { get; }

    /// <summary>What it runs on: <c>cpu</c>, <c>cuda:0</c>, <c>tensorrt:0</c>.</summary>
    string Device => "cpu";

    /// <summary>Images that one call may hold, at most.</summary>
    int MaxBatch { get; }

    /// <summary>Calls that gain by running side by side; one more waits. Fewer lose nothing.</summary>
    int Parallelism => 1;

    /// <summary>Batch sizes to run once before work is taken, so that what is planned or compiled for a shape is so by then.</summary>
    IReadOnlyList<int> WarmBatches => [1];

    /// <summary>Encodes <paramref name="count"/> tiles (uint8, height x width x 3 RGB each, behind one another) into unit-length rows.</summary>
    /// <param name="tiles">count x tile bytes.</param>
    /// <param name="count">1 to <see cref="MaxBatch"/>.</param>
    /// <param name="embeddings">Receives count x dimension floats, L2-normalised. A row that is not finite or is zero is left as it came.</param>
    void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings);
}

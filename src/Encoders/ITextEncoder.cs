namespace Cluster.Encoders;

/// <summary>Turns texts into embeddings of the same space as its image encoder. Synchronous: the caller owns the thread. One call at a time.</summary>
public interface ITextEncoder : IDisposable
{
    /// <summary>What this encoder is.</summary>
    EncoderManifest Manifest { get; }

    /// <summary>Encodes texts into unit-length rows: texts x dimension floats. Longer texts are cut, the end token kept.</summary>
    void Encode(IReadOnlyList<string> texts, Span<float> embeddings);
}

using Cluster.Encoders;

namespace Cluster.Bench.Scale;

/// <summary>Encoders that answer everything with the same embedding, at no cost.</summary>
internal sealed class SimulatedEncoders : IEncoderFactory
{
    public IImageEncoder LoadImageEncoder(EncoderManifest manifest) => new Tower(manifest);

    public ITextEncoder? LoadTextEncoder(EncoderManifest manifest) => null;

    private sealed class Tower(EncoderManifest manifest) : IImageEncoder
    {
        public EncoderManifest Manifest => manifest;

        public int MaxBatch => 64;

        public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
        {
            embeddings.Clear();
            for (var i = 0; i < count; i++)
            {
                embeddings[i * manifest.Dimension] = 1;
            }
        }

        public void Dispose()
        {
        }
    }
}

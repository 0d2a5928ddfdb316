using Cluster.Encoders;

namespace Cluster.ProbedStandalone;

/// <summary>Encoders that cost nearly nothing, for tests of what surrounds them.</summary>
internal sealed class ColourEncoderFactory(TimeSpan delay, string? trouble) : IEncoderFactory
{
    public IImageEncoder LoadImageEncoder(EncoderManifest manifest) => new ColourEncoder(manifest, delay, trouble);

    public ITextEncoder? LoadTextEncoder(EncoderManifest manifest) => null;

    private sealed class ColourEncoder(EncoderManifest manifest, TimeSpan delay, string? trouble) : IImageEncoder
    {
        public EncoderManifest Manifest => manifest;

        public int MaxBatch => 64;

        public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
        {
            using (var never = new ManualResetEventSlim())
            {
                never.Wait(delay);
            }

            var tile = tiles.Length / count;
            var sign = trouble is not null && File.Exists(trouble) && manifest.Id.Value.StartsWith(File.ReadAllText(trouble), StringComparison.Ordinal) ? -1 : 1;
            for (var i = 0; i < count; i++)
            {
                var row = embeddings.Slice(i * manifest.Dimension, manifest.Dimension);
                var squares = 0f;
                for (var d = 0; d < row.Length; d++)
                {
                    // One sample of the tile a number, never all zero.
                    row[d] = 1 + tiles[(i * tile) + (int)((long)d * tile / row.Length)];
                    squares += row[d] * row[d];
                }

                var length = MathF.Sqrt(squares);
                for (var d = 0; d < row.Length; d++)
                {
                    row[d] *= sign / length;
                }
            }
        }

        public void Dispose()
        {
        }
    }
}

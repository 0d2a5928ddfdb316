using Cluster.Encoders;

namespace Cluster.ProbedSilo;

/// <summary>Encoders that know the colour of a picture of one colour, or of the text that names it.</summary>
public sealed class PrismEncoderFactory(TimeSpan imageCost, string? wedge) : IEncoderFactory
{
    /// <inheritdoc />
    public IImageEncoder LoadImageEncoder(EncoderManifest manifest) => new ImagePrism(manifest, imageCost, wedge);

    /// <inheritdoc />
    public ITextEncoder? LoadTextEncoder(EncoderManifest manifest) => new TextPrism(manifest);

    private sealed class ImagePrism(EncoderManifest manifest, TimeSpan cost, string? wedge) : IImageEncoder
    {
        private readonly ManualResetEventSlim _never = new();

        public EncoderManifest Manifest => manifest;

        public int MaxBatch => 64;

        public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
        {
            while (wedge is not null && File.Exists(wedge))
            {
                _never.Wait(TimeSpan.FromMilliseconds(50));
            }

            if (cost > TimeSpan.Zero)
            {
                _never.Wait(cost * count);
            }

            var tile = tiles.Length / count;
            for (var i = 0; i < count; i++)
            {
                var middle = tiles.Slice((i * tile) + (tile / 2 / 3 * 3), 3);
                Prism.Encode(middle[0], middle[1], middle[2], embeddings.Slice(i * manifest.Dimension, manifest.Dimension));
            }
        }

        public void Dispose() => _never.Dispose();
    }

    private sealed class TextPrism(EncoderManifest manifest) : ITextEncoder
    {
        public EncoderManifest Manifest => manifest;

        public void Encode(IReadOnlyList<string> texts, Span<float> embeddings)
        {
            for (var i = 0; i < texts.Count; i++)
            {
                Prism.Encode(texts[i], embeddings.Slice(i * manifest.Dimension, manifest.Dimension));
            }
        }

        public void Dispose()
        {
        }
    }
}

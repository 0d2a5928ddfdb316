using Cluster.Encoders;

namespace Cluster.ProbedStandalone;

/// <summary>Has every image tower write down how many images it encodes, before it does. What is written outlives a kill -9 of the process.</summary>
internal sealed class CountingEncoderFactory(IEncoderFactory inner, string file) : IEncoderFactory
{
    public IImageEncoder LoadImageEncoder(EncoderManifest manifest) => new CountingEncoder(
        inner.LoadImageEncoder(manifest), Directory.Exists(file) ? Path.Combine(file, manifest.Id.Value.Split('@')[0]) : file);

    public ITextEncoder? LoadTextEncoder(EncoderManifest manifest) => inner.LoadTextEncoder(manifest);

    private sealed class CountingEncoder(IImageEncoder inner, string file) : IImageEncoder
    {
        private readonly FileStream _counts = new(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        public EncoderManifest Manifest => inner.Manifest;

        public int MaxBatch => inner.MaxBatch;

        public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
        {
            _counts.Write(System.Text.Encoding.ASCII.GetBytes($"{count}\n"));
            inner.Encode(tiles, count, embeddings);
        }

        public void Dispose()
        {
            _counts.Dispose();
            inner.Dispose();
        }
    }
}

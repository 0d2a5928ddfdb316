using System.Collections.Concurrent;
using Cluster.Encoders;

namespace Cluster.Grains.Tests.Encoders;

/// <summary>Real encoders whose image tower can be made to compute nonsense, or to hang.</summary>
internal sealed class FaultyFactory(IEncoderFactory inner) : IEncoderFactory
{
    /// <summary>While set, embeddings point elsewhere.</summary>
    public bool IsWrong { get; set; }

    /// <summary>While set, towers that are loaded hang at their next pass; those loaded meanwhile do not.</summary>
    public ManualResetEventSlim? Hang { get; set; }

    /// <summary>What was loaded, <c>folder on device</c>.</summary>
    public ConcurrentQueue<string> Loaded { get; } = new();

    /// <summary>Sizes of the batches of all image towers, in order.</summary>
    public ConcurrentQueue<int> Batches { get; } = new();

    /// <summary>Image towers that were unloaded.</summary>
    public int Unloaded => _unloaded;

    private int _unloaded;

    public IImageEncoder LoadImageEncoder(EncoderManifest manifest) => LoadImageEncoder(manifest, "cpu");

    public ITextEncoder? LoadTextEncoder(EncoderManifest manifest) => inner.LoadTextEncoder(manifest);

    // The devices of these tests are all the processor.
    public IImageEncoder LoadImageEncoder(EncoderManifest manifest, string device)
    {
        Loaded.Enqueue($"{Path.GetFileName(manifest.Folder)} on {device}");
        return new Tower(this, inner.LoadImageEncoder(manifest), Hang is not null);
    }

    private sealed class Tower(FaultyFactory owner, IImageEncoder inner, bool isImmune) : IImageEncoder
    {
        public EncoderManifest Manifest => inner.Manifest;

        public int MaxBatch => inner.MaxBatch;

        public IReadOnlyList<int> WarmBatches => inner.WarmBatches;

        public void Encode(ReadOnlySpan<byte> tiles, int count, Span<float> embeddings)
        {
            owner.Batches.Enqueue(count);
            if (!isImmune)
            {
                owner.Hang?.Wait();
            }

            inner.Encode(tiles, count, embeddings);
            if (owner.IsWrong)
            {
                embeddings.Reverse();
            }
        }

        public void Dispose()
        {
            Interlocked.Increment(ref owner._unloaded);
            inner.Dispose();
        }
    }
}

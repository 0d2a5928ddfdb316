using System.Collections.Concurrent;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Pipeline.Tests;

/// <summary>A real corpus in front of which reads can be made to fail.</summary>
internal sealed class FaultySource(ICorpusSource inner) : ICorpusSource
{
    private int _reads;

    /// <summary>How often bytes were asked for.</summary>
    public int Reads => Volatile.Read(ref _reads);

    /// <summary>What a read of a key answers instead; null to let it through. The number is that of the try, from 1.</summary>
    public Func<string, int, Failure?> OnRead { get; set; } = static (_, _) => null;

    private readonly ConcurrentDictionary<string, int> _tries = new();

    public Task<Failure?> CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public IAsyncEnumerable<CorpusPartition> ListPartitionsAsync(CorpusPartition? after, CancellationToken cancellationToken) =>
        inner.ListPartitionsAsync(after, cancellationToken);

    public IAsyncEnumerable<CorpusImage> ListImagesAsync(CorpusPartition partition, string? after, CancellationToken cancellationToken) =>
        inner.ListImagesAsync(partition, after, cancellationToken);

    public ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        var failure = OnRead(image.Key.Value, _tries.AddOrUpdate(image.Key.Value, 1, static (_, tries) => tries + 1));
        return failure is null ? inner.ReadAsync(image, maxBytes, cancellationToken) : new(BlobRead.Failed(failure.Kind, failure.Detail));
    }

    public ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);
}

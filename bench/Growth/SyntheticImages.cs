using System.Runtime.CompilerServices;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.TestSupport;

namespace Cluster.Bench.Growth;

/// <summary>A corpus of any size in one partition: small pictures of one colour each, made when they are read.</summary>
internal sealed class SyntheticImages(int count) : ICorpusSource
{
    public Task<Failure?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);

    public async IAsyncEnumerable<CorpusPartition> ListPartitionsAsync(CorpusPartition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return new CorpusPartition(0, "", "~", count);
    }

    public async IAsyncEnumerable<CorpusImage> ListImagesAsync(CorpusPartition partition, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        for (var i = 0; i < count; i++)
        {
            yield return new CorpusImage(new BlobKey($"{i:D8}.png"), $"{i:D8}", "1", 100);
        }
    }

    public ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken)
    {
        var i = int.Parse(image.Position);
        return new(BlobRead.Of(TinyPng.OfColour(8, 8, (byte)i, (byte)(i >> 8), (byte)(i >> 16)), image.ETag));
    }

    public ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken) => throw new NotSupportedException();
}

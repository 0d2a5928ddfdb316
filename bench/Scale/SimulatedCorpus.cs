using System.Runtime.CompilerServices;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Bench.Scale;

/// <summary>A corpus of which only the partitions are ever listed, with keys as long as a shop's.</summary>
internal sealed class SimulatedCorpus(int partitions, int partitionSize) : ICorpusSource
{
    public Task<Failure?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<Failure?>(null);

    public async IAsyncEnumerable<CorpusPartition> ListPartitionsAsync(CorpusPartition? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var ordinal = (after?.Ordinal ?? -1) + 1; ordinal < partitions; ordinal++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var first = (long)ordinal * partitionSize;
            yield return new CorpusPartition(ordinal, Key(first), Key(first + partitionSize - 1), partitionSize);
        }

        await Task.CompletedTask;
    }

    public IAsyncEnumerable<CorpusImage> ListImagesAsync(CorpusPartition partition, string? after, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<BlobRead> ReadAsync(CorpusImage image, long maxBytes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<CorpusImage?> FindAsync(BlobKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    private static string Key(long image) => $"catalogue/{image / 1_000_000:D4}/{image:D12}.jpg";
}

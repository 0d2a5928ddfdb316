using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Jobs;

/// <summary>Lists partitions for jobs, on the thread pool: a folder listing blocks, and a grain must not.</summary>
public sealed class PartitionLister(CorpusSources sources, IOptions<JobOptions> options, TimeProvider time)
{
    private readonly CountedPartitions _counted = new();

    /// <summary>The next <paramref name="count"/> partitions behind <paramref name="after"/>; fewer at the end.</summary>
    public Task<IReadOnlyList<CorpusPartition>> NextAsync(CorpusSpec corpus, CorpusPartition? after, int count, CancellationToken cancellationToken)
    {
        return _counted.TryNext(corpus, after, count) is { } known ? Task.FromResult(known) : Task.Run<IReadOnlyList<CorpusPartition>>(ListAsync, cancellationToken);

        async Task<IReadOnlyList<CorpusPartition>> ListAsync()
        {
            List<CorpusPartition> next = new(count);
            await foreach (var partition in sources.Open(corpus).ListPartitionsAsync(after, cancellationToken))
            {
                next.Add(partition);
                if (next.Count == count)
                {
                    break;
                }
            }

            return next;
        }
    }

    /// <summary>Images of the corpus; null when counting takes too long or the source cannot tell.</summary>
    public Task<long?> CountAsync(CorpusSpec corpus, CancellationToken cancellationToken)
    {
        return Task.Run(SumAsync, cancellationToken);

        async Task<long?> SumAsync()
        {
            using var budget = new CancellationTokenSource(options.Value.CountingBudget, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
            using var counted = _counted.Begin(corpus);
            try
            {
                long total = 0;
                await foreach (var partition in sources.Open(corpus).ListPartitionsAsync(null, either.Token))
                {
                    if (partition.Count < 0)
                    {
                        return null;
                    }

                    counted.Add(partition);
                    total += partition.Count;
                }

                counted.IsAll = true;
                return total;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }
    }
}

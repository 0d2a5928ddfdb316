using Cluster.Artifacts.Ledger;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Grains.Retries;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Jobs;

/// <summary>Lists partitions for jobs, on the thread pool: a folder listing blocks, and a grain must not.</summary>
public sealed class PartitionLister(CorpusSources sources, LedgerReader ledger, IOptions<JobOptions> options, TimeProvider time)
{
    private readonly CountedPartitions _counted = new();

    /// <summary>The next <paramref name="count"/> partitions behind <paramref name="after"/>; fewer at the end.</summary>
    public Task<IReadOnlyList<CorpusPartition>> NextAsync(JobSpec spec, CorpusPartition? after, int count, CancellationToken cancellationToken)
    {
        return _counted.TryNext(KeyOf(spec), after, count) is { } known ? Task.FromResult(known) : Task.Run<IReadOnlyList<CorpusPartition>>(ListAsync, cancellationToken);

        async Task<IReadOnlyList<CorpusPartition>> ListAsync()
        {
            List<CorpusPartition> next = new(count);
            await foreach (var partition in Source(spec).ListPartitionsAsync(after, cancellationToken))
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
    public Task<long?> CountAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        return Task.Run(SumAsync, cancellationToken);

        async Task<long?> SumAsync()
        {
            using var budget = new CancellationTokenSource(options.Value.CountingBudget, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
            using var counted = _counted.Begin(KeyOf(spec));
            try
            {
                long total = 0;
                await foreach (var partition in Source(spec).ListPartitionsAsync(null, either.Token))
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

    /// <summary>A retry goes over the same corpus, but not over the same partitions.</summary>
    private static CorpusSpec KeyOf(JobSpec spec) =>
        spec.Retry is { } retry ? spec.Corpus with { Id = new CorpusId($"{retry.Of}|{retry.Round}") } : spec.Corpus;

    private ICorpusSource Source(JobSpec spec)
    {
        var corpus = sources.Open(spec.Corpus);
        return spec.Retry is { } retry ? new RetriedSource(corpus, spec.Corpus, retry, ledger) : corpus;
    }
}

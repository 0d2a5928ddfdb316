using System.Collections.Concurrent;
using Cluster.Artifacts.Ledger;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Retries;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Jobs;

/// <summary>Lists partitions for jobs, on the thread pool: a folder listing blocks, and a grain must not.</summary>
/// <remarks>
/// A corpus is cut once a job, from where the job begins to where it ends; a job that finds no cut where it is at starts one there. Each job has a cut of
/// its own: two that took from one would each miss what the other took.
/// </remarks>
public sealed class PartitionLister(CorpusSources sources, LedgerReader ledger, IOptions<JobOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<JobId, OngoingCut> _cuts = [];

    /// <summary>The next partitions behind <paramref name="after"/>, <paramref name="most"/> at most: those that are cut already, so that a job need not wait for all.</summary>
    public async Task<ListedPartitions> NextAsync(JobId job, JobSpec spec, CorpusPartition? after, int most, CancellationToken cancellationToken)
    {
        if (!_cuts.TryGetValue(job, out var cut) || cut.Last != after)
        {
            cut = Begin(job, spec, after);
        }

        try
        {
            var next = await cut.TakeAsync(most, cancellationToken);
            if (next.IsEnd)
            {
                End(job, cut);
            }

            return next;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // No one took from it for too long.
            End(job, cut);
            throw new FailureException(FailureKind.Unavailable, "The listing of the corpus was given up; it is begun anew.");
        }
        catch
        {
            End(job, cut);
            throw;
        }
    }

    /// <summary>Images of the corpus; null when counting takes too long or the source cannot tell. The cut that counts goes on for <see cref="NextAsync"/>.</summary>
    public async Task<long?> CountAsync(JobId job, JobSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await Begin(job, spec, null).Total.WaitAsync(options.Value.CountingBudget, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>
    /// Halves what is left of a partition behind <paramref name="position"/>: the partition up to the middle, and the rest of it under another ordinal. Null
    /// when there is too little to halve, or the corpus has no partitions but those that it lists.
    /// </summary>
    public Task<(CorpusPartition First, CorpusPartition Second)?> HalveAsync(
        JobSpec spec, CorpusPartition partition, string? position, long done, int ordinal, CancellationToken cancellationToken)
    {
        return Task.Run(HalveAsync, cancellationToken);

        async Task<(CorpusPartition First, CorpusPartition Second)?> HalveAsync()
        {
            var source = Source(spec);
            if (!source.CutsAnywhere)
            {
                return null;
            }

            var half = (partition.Count - done) / 2;
            var (seen, end) = (0L, "");
            await foreach (var image in source.ListImagesAsync(partition, position, cancellationToken))
            {
                if (seen++ < half)
                {
                    end = image.Position;
                    continue;
                }

                return half < 1
                    ? null
                    : (partition with { End = end, Count = done + half },
                        partition with { Ordinal = ordinal, Start = image.Position, Count = partition.Count - done - half, Cut = 0 });
            }

            return null;
        }
    }

    private OngoingCut Begin(JobId job, JobSpec spec, CorpusPartition? after)
    {
        // Of jobs that were paused or cancelled, or went on elsewhere.
        foreach (var (other, abandoned) in _cuts.Where(static entry => entry.Value.IsGivenUp))
        {
            End(other, abandoned);
        }

        OngoingCut cut = new(Source(spec), after, time);
        if (_cuts.TryGetValue(job, out var old))
        {
            End(job, old);
        }

        _cuts[job] = cut;
        return cut;
    }

    private void End(JobId job, OngoingCut cut)
    {
        _cuts.TryRemove(KeyValuePair.Create(job, cut));
        cut.Dispose();
    }

    private ICorpusSource Source(JobSpec spec)
    {
        var corpus = sources.Open(spec.Corpus);
        return spec.Retry is { } retry ? new RetriedSource(corpus, spec.Corpus, retry, ledger) : corpus;
    }
}

using System.Collections.Concurrent;
using Cluster.Artifacts.Ledger;
using Cluster.Corpora;
using Cluster.Domain.Corpora;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Retries;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Jobs;

/// <summary>Lists partitions for jobs, on the thread pool: a folder listing blocks, and a grain must not.</summary>
/// <remarks>A corpus is cut once, from where a job begins to where it ends; a job that finds no cut where it is at starts one there.</remarks>
public sealed class PartitionLister(CorpusSources sources, LedgerReader ledger, IOptions<JobOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, OngoingCut> _cuts = new(StringComparer.Ordinal);

    /// <summary>The next <paramref name="count"/> partitions behind <paramref name="after"/>; fewer at the end.</summary>
    public async Task<IReadOnlyList<CorpusPartition>> NextAsync(JobSpec spec, CorpusPartition? after, int count, CancellationToken cancellationToken)
    {
        var key = KeyOf(spec);
        if (!_cuts.TryGetValue(key, out var cut) || cut.Last != after)
        {
            cut = Begin(key, spec, after);
        }

        try
        {
            var next = await cut.TakeAsync(count, cancellationToken);
            if (next.Count < count)
            {
                End(key, cut);
            }

            return next;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // No one took from it for too long.
            End(key, cut);
            throw new FailureException(FailureKind.Unavailable, "The listing of the corpus was given up; it is begun anew.");
        }
        catch
        {
            End(key, cut);
            throw;
        }
    }

    /// <summary>Images of the corpus; null when counting takes too long or the source cannot tell. The cut that counts goes on for <see cref="NextAsync"/>.</summary>
    public async Task<long?> CountAsync(JobSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await Begin(KeyOf(spec), spec, null).Total.WaitAsync(options.Value.CountingBudget, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private OngoingCut Begin(string key, JobSpec spec, CorpusPartition? after)
    {
        OngoingCut cut = new(Source(spec), after, time);
        _cuts.AddOrUpdate(
            key,
            cut,
            (_, old) =>
            {
                old.Dispose();
                return cut;
            });
        return cut;
    }

    private void End(string key, OngoingCut cut)
    {
        _cuts.TryRemove(KeyValuePair.Create(key, cut));
        cut.Dispose();
    }

    // A retry goes over the same corpus, but not over the same partitions.
    private static string KeyOf(JobSpec spec) =>
        $"{spec.Corpus.Id}\n{spec.Corpus.Kind}\n{spec.Corpus.Location}\n{spec.Corpus.PartitionSize}\n{spec.Retry?.Of}\n{spec.Retry?.Round}\n"
        + string.Join('\n', spec.Corpus.Options.OrderBy(static o => o.Key, StringComparer.Ordinal).Select(static o => $"{o.Key}={o.Value}"));

    private ICorpusSource Source(JobSpec spec)
    {
        var corpus = sources.Open(spec.Corpus);
        return spec.Retry is { } retry ? new RetriedSource(corpus, spec.Corpus, retry, ledger) : corpus;
    }
}

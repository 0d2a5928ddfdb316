using System.Collections.Concurrent;
using System.Collections.Frozen;
using Cluster.Artifacts.Ledger;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Accounting;

/// <summary>What earlier jobs set aside, kept in memory while a later job works over the same corpus; the last few are kept.</summary>
public sealed class QuarantineMemory(LedgerReader ledger, IOptions<AccountingOptions> options)
{
    private const int Kept = 4;
    private readonly ConcurrentDictionary<(JobId Before, JobId For), Lazy<Task<FrozenDictionary<PointId, QuarantineRow>>>> _jobs = new();

    /// <summary>What <paramref name="before"/> set aside, for the job <paramref name="for"/>: read once for it.</summary>
    public async Task<FrozenDictionary<PointId, QuarantineRow>> RecallAsync(JobId before, JobId @for, CorpusId corpus)
    {
        if (_jobs.Count > Kept)
        {
            _jobs.Clear();
        }

        var rows = _jobs.GetOrAdd((before, @for), key => new(() => Task.Run(() => ReadAsync(key.Before, corpus))));
        try
        {
            return await rows.Value;
        }
        catch
        {
            // A store that did not answer is asked again by the next partition.
            _jobs.TryRemove(KeyValuePair.Create((before, @for), rows));
            throw;
        }
    }

    private async Task<FrozenDictionary<PointId, QuarantineRow>> ReadAsync(JobId job, CorpusId corpus)
    {
        Dictionary<PointId, QuarantineRow> rows = [];
        await foreach (var row in ledger.ReadAsync(job, null, CancellationToken.None))
        {
            if (rows.Count == options.Value.MaxRemembered)
            {
                break;
            }

            rows[PointId.For(corpus, row.Row.Key)] = row.Row;
        }

        return rows.ToFrozenDictionary();
    }
}

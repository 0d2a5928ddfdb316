using Cluster.Artifacts.Ledger;
using Cluster.Contracts.Jobs;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Orleans.Concurrency;

namespace Cluster.Grains.Jobs;

/// <inheritdoc cref="IQuarantineGrain" />
[StatelessWorker]
public sealed class QuarantineGrain(LedgerReader ledger, IGrainFactory grains) : Grain, IQuarantineGrain
{
    /// <inheritdoc />
    public async Task<Outcome<QuarantinePage>> ListAsync(FailureKind? reason, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var job = new JobId(this.GetPrimaryKeyString());
        var known = await grains.GetGrain<IJobGrain>(job.Value).ShowAsync(cancellationToken);
        if (!known.Succeeded)
        {
            return known.Failure;
        }

        LedgerCursor after = default;
        if (cursor is not null && !LedgerCursor.TryParse(cursor, out after))
        {
            return new Failure(FailureKind.InvalidRequest, "The cursor is not one that this list gave. Leave it out to begin anew.");
        }

        return await ReadAsync(cursor is null ? ledger.ReadAsync(job, reason, cancellationToken) : ledger.ReadAsync(job, reason, after, cancellationToken), limit);
    }

    private static async Task<QuarantinePage> ReadAsync(IAsyncEnumerable<LedgerRow> found, int limit)
    {
        List<QuarantineRow> rows = [];
        LedgerCursor last = default;
        await foreach (var row in found)
        {
            if (rows.Count == limit)
            {
                return new QuarantinePage(rows, last.ToString());
            }

            rows.Add(row.Row);
            last = row.Cursor;
        }

        return new QuarantinePage(rows, null);
    }
}

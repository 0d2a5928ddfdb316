using Cluster.Artifacts.Lake;
using Cluster.Artifacts.Ledger;
using Cluster.Contracts.Partitions;
using Cluster.Corpora;
using Cluster.Domain.Identity;
using Cluster.Domain.Partitions;
using Cluster.Grains.Retries;
using Cluster.Grains.Takedowns;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Accounting;

/// <summary>Opens the account of a partition before its pipeline runs, and closes it when every image is accounted for.</summary>
public sealed class PartitionAccount(
    CorpusSources sources,
    LedgerReader ledger,
    PartitionSealer sealer,
    RetryMerge merge,
    LakeCatalog lake,
    QuarantineMemory memory,
    TakedownViews takedowns,
    IOptions<AccountingOptions> options)
{
    /// <summary>What the run starts with.</summary>
    public async Task<OpenedPartition> OpenAsync(PartitionId id, PartitionAssignment assignment, CancellationToken cancellationToken)
    {
        var target = assignment.Target;
        var lakeJobs = assignment.Lake ? await lake.ListJobsAsync(target.Collection, cancellationToken) : null;
        var corpus = sources.Open(assignment.Corpus);
        if (assignment.Retry is { } retry)
        {
            var source = new RetriedSource(corpus, assignment.Corpus, retry, ledger);
            return new OpenedPartition(source, new KnownImages(source.RowOf, takedowns, target.Alias), lakeJobs);
        }

        var before = assignment.Before is { } job ? await memory.RecallAsync(job, id.Job, assignment.Corpus.Id) : null;
        return new OpenedPartition(corpus, new KnownImages(point => before?.GetValueOrDefault(point), takedowns, target.Alias), lakeJobs);
    }

    /// <summary>Seals the partition; a retry is also worked into the ledger of the job that it retries. Done again it changes nothing.</summary>
    public async Task CloseAsync(PartitionId id, PartitionAssignment assignment, Checkpoint final, CancellationToken cancellationToken)
    {
        var place = assignment.Lake ? new LakePlace(assignment.Target.Collection, assignment.Target.Dimension, options.Value.LakeNumpy) : null;
        var takenDown = place is null ? new HashSet<PointId>() : await takedowns.GetAsync(assignment.Target.Alias, cancellationToken);
        await sealer.SealAsync(id.Job, assignment.Partition, final, place, takenDown, cancellationToken);
        if (assignment.Retry is { } retry)
        {
            await merge.ApplyAsync(new PartitionId(retry.Of, id.Ordinal), id, assignment.Corpus.Id, cancellationToken);
        }
    }
}

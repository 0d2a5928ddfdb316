using Cluster.Artifacts;
using Cluster.Contracts.Collections;
using Cluster.Domain.Identity;
using Cluster.Domain.Jobs;
using Cluster.Grains.Accounting;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Jobs;

/// <summary>Begins a job's pass over its corpus: which pass was complete before, and whether embeddings go into the lake.</summary>
public sealed class PassOpening(IArtifactStore store, IGrainFactory grains, IOptions<AccountingOptions> options)
{
    /// <summary>Begins the pass; a retry is none, nor is what builds another generation.</summary>
    public async Task<(JobId? Before, bool Lake)> OpenAsync(JobId job, JobSpec spec, CancellationToken cancellationToken)
    {
        var lake = spec.Lake ?? options.Value.Lake ?? store.SuggestsLake;
        if (spec.Retry is not null || spec.Generation is not null)
        {
            return (null, lake);
        }

        var pass = await grains.GetGrain<ICollectionGrain>(spec.Collection.Value).BeginPassAsync(spec.Corpus.Id, job, cancellationToken);
        return (pass.Complete, lake);
    }
}

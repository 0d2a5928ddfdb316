using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Domain.Jobs;

/// <summary>What a retry has found out so far, in whole partitions.</summary>
/// <param name="Job">The retrying job.</param>
/// <param name="Counts">How the images ended that it tried again.</param>
[GenerateSerializer, Immutable, Alias("cluster.retry-outcome")]
public sealed record RetryOutcome([property: Id(0)] JobId Job, [property: Id(1)] OutcomeCounts Counts)
{
    /// <summary>The account of the retried job, with this worked in: images that are in the collection now are no longer set aside.</summary>
    public OutcomeCounts ApplyTo(OutcomeCounts account) =>
        account + new OutcomeCounts(Counts.Embedded, Counts.Unchanged, -(Counts.Embedded + Counts.Unchanged));
}

using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Domain.Jobs;

/// <summary>What a retrying job tries again.</summary>
/// <param name="Of">The job that set the images aside; its account is brought up to date as the retry goes.</param>
/// <param name="Reason">Only images set aside for this reason; null for all but takedowns.</param>
/// <param name="Round">Counts the retries of that job, from 1.</param>
[GenerateSerializer, Immutable, Alias("cluster.job-retry")]
public sealed record JobRetry([property: Id(0)] JobId Of, [property: Id(1)] FailureKind? Reason, [property: Id(2)] int Round)
{
    /// <summary>What the asker names this retry by, so that asking again meets it; null where it has no name.</summary>
    [Id(3)]
    public string? Key { get; init; }
}

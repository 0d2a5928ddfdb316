using Cluster.Contracts.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Domain.Jobs;

namespace Cluster.Gateway.Jobs;

/// <summary>A job as callers see it.</summary>
public sealed record JobView(
    string Id,
    string State,
    string Corpus,
    string Collection,
    string Encoder,
    long Embedded,
    long Unchanged,
    long Quarantined,
    long? Total,
    int CompletedPartitions,
    int PartitionsInFlight,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? EndedAt,
    bool IsOver,
    string? Failure,
    string? FailureReason)
{
    internal static JobView Of(JobSnapshot job) => new(
        job.Id.Value,
        job.State.ToString().ToLowerInvariant(),
        job.Spec.Corpus.Id.Value,
        job.Spec.Collection.Value,
        job.Encoder.Value,
        job.Counts.Embedded,
        job.Counts.Unchanged,
        job.Counts.Quarantined,
        job.TotalImages,
        job.CompletedPartitions,
        job.PartitionsInFlight,
        job.SubmittedAt,
        job.EndedAt,
        job.State.IsOver() || job.State == JobState.Failed,
        job.Failure?.Detail,
        job.Failure?.Kind.ToCode());
}

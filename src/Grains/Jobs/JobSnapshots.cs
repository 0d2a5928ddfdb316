using Cluster.Contracts.Jobs;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;

namespace Cluster.Grains.Jobs;

/// <summary>A job's record, as others see it.</summary>
internal static class JobSnapshots
{
    /// <summary>The job with what its partitions in flight have accounted for; JobNotFound when it was never submitted.</summary>
    public static Outcome<JobSnapshot> Of(JobId id, JobRecord job, OutcomeCounts inFlight) => job.Spec is not { } spec
        ? new Failure(FailureKind.JobNotFound, $"There is no job '{id}'.")
        : new JobSnapshot
        {
            Id = id,
            Spec = spec,
            State = job.State,
            Encoder = job.Target!.Encoder,
            Collection = job.Target.Collection,
            Counts = job.Retries.Aggregate(job.CompletedCounts, static (sum, retry) => retry.ApplyTo(sum)) + inFlight,
            TotalImages = job.TotalImages,
            CompletedPartitions = job.CompletedPartitions,
            PartitionsInFlight = job.InFlight.Count,
            SubmittedAt = job.SubmittedAt,
            EndedAt = job.EndedAt,
            Failure = job.Failure,
            Deleted = job.Deleted,
            Doomed = job.Doomed,
            Retries = job.Retries,
        };
}

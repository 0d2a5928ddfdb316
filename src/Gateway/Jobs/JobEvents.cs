using Cluster.Contracts.Jobs;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Microsoft.AspNetCore.Http;

namespace Cluster.Gateway.Jobs;

/// <summary>Watches a job for one caller.</summary>
internal sealed class JobEvents(ProgressEvents events)
{
    /// <summary>Snapshots as events named <c>job</c>: the first at once, then one whenever something changed, the last when the job is over or has failed.</summary>
    public IResult Watch(IJobGrain job, Outcome<JobSnapshot> first, CancellationToken cancellationToken) => events.Watch(
        "job",
        first,
        () => job.ShowAsync(CancellationToken.None),
        static job => job.State.IsOver() || job.State is JobState.Failed or JobState.Held,
        IsNews,
        JobView.Of,
        cancellationToken);

    private static bool IsNews(JobSnapshot told, JobSnapshot now) =>
        (told.State, told.Counts, told.TotalImages, told.CompletedPartitions, told.PartitionsInFlight, told.Failure)
        != (now.State, now.Counts, now.TotalImages, now.CompletedPartitions, now.PartitionsInFlight, now.Failure);
}

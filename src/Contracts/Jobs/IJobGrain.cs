using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Orleans.Concurrency;

namespace Cluster.Contracts.Jobs;

/// <summary>Owns one job: checks and starts it, keeps a bounded window of partitions in flight, and knows how far it is. Key: the job id.</summary>
[Alias("cluster.IJobGrain")]
public interface IJobGrain : IGrainWithStringKey
{
    /// <summary>Checks corpus, encoder and collection, and starts the job; nothing is written when something is wrong. Asked again with the same spec, it answers with the job as it stands.</summary>
    [Alias("submit")]
    Task<Outcome<JobSnapshot>> SubmitAsync(JobSpec spec, CancellationToken cancellationToken = default);

    /// <summary>The job as it stands, also while a long listing keeps it from anything else; JobNotFound when it was never submitted.</summary>
    [Alias("show"), AlwaysInterleave]
    Task<Outcome<JobSnapshot>> ShowAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops after a last checkpoint of every partition in flight. Conflict unless it runs.</summary>
    [Alias("pause")]
    Task<Outcome<JobSnapshot>> PauseAsync(CancellationToken cancellationToken = default);

    /// <summary>Goes on from the checkpoints. Conflict unless it is paused or failed.</summary>
    [Alias("resume")]
    Task<Outcome<JobSnapshot>> ResumeAsync(CancellationToken cancellationToken = default);

    /// <summary>Ends the job for good; what was written stays. Conflict when it is over.</summary>
    [Alias("cancel")]
    Task<Outcome<JobSnapshot>> CancelAsync(CancellationToken cancellationToken = default);

    /// <summary>A person's word on the points that a held job would delete: true has them deleted, false leaves them. Conflict unless it is held.</summary>
    [Alias("decide")]
    Task<Outcome<JobSnapshot>> DecideAsync(bool delete, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a job that tries the images again that this one set aside, for one reason or for all; the new job. Conflict unless this one is completed, the
    /// newest of its corpus, and no other retry of it is under way.
    /// </summary>
    [Alias("retry")]
    Task<Outcome<JobSnapshot>> RetryAsync(FailureKind? reason, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="RetryAsync"/>; asked again under the same <paramref name="key"/>, it answers with the retry that it made, and Conflict for another reason.</summary>
    [Alias("retry-once")]
    Task<Outcome<JobSnapshot>> RetryOnceAsync(FailureKind? reason, string key, CancellationToken cancellationToken = default);

    /// <summary>A retry of this job tells what it has found out so far.</summary>
    [Alias("adopt")]
    Task AdoptAsync(RetryOutcome outcome, CancellationToken cancellationToken = default);

    /// <summary>The run that deletes what is gone has ended.</summary>
    [Alias("swept")]
    Task SweptAsync(SweepReport report, CancellationToken cancellationToken = default);

    /// <summary>A partition tells how far it is, when it is complete, or why it stopped.</summary>
    [Alias("report")]
    Task ReportAsync(Partitions.PartitionStatus status, CancellationToken cancellationToken = default);

    /// <summary>Makes sure that a running job has its partitions at work, after a restart.</summary>
    [Alias("wake")]
    Task WakeAsync(CancellationToken cancellationToken = default);
}

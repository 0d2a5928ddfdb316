namespace Cluster.Contracts.Scheduling;

/// <summary>
/// Divides the partition slots of all silos among the running jobs, by weight. One a cluster, key <see cref="Key"/>. It remembers nothing durable:
/// silos and jobs tell it every few seconds what they have.
/// </summary>
[Alias("cluster.IPartitionSchedulerGrain")]
public interface IPartitionSchedulerGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "partitions";

    /// <summary>A silo tells how many partitions it can work on. One that is not heard of for a while is forgotten.</summary>
    [Alias("report")]
    Task ReportAsync(SiloSlots slots, CancellationToken cancellationToken = default);

    /// <summary>A job tells what it holds and wants; where it may start partitions now, and how many it has too many.</summary>
    [Alias("share")]
    Task<JobShare> ShareAsync(JobDemand demand, CancellationToken cancellationToken = default);

    /// <summary>The encoders that silos have told that they can hold, by name; null while no silo has told anything.</summary>
    [Alias("encoders")]
    Task<IReadOnlyList<Domain.Identity.EncoderId>?> EncodersAsync(CancellationToken cancellationToken = default);

    /// <summary>A job holds nothing any more.</summary>
    [Alias("leave")]
    Task LeaveAsync(Domain.Identity.JobId job, CancellationToken cancellationToken = default);
}

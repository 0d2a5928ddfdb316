using Cluster.Contracts.Scheduling;
using Cluster.Domain.Identity;

namespace Cluster.Grains.Scheduling;

/// <inheritdoc cref="IPartitionSchedulerGrain" />
public sealed class PartitionSchedulerGrain(TimeProvider time) : Grain, IPartitionSchedulerGrain
{
    private readonly SlotBook _book = new(time);

    /// <inheritdoc />
    public Task ReportAsync(SiloSlots slots, CancellationToken cancellationToken)
    {
        _book.Report(slots);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<JobShare> ShareAsync(JobDemand demand, CancellationToken cancellationToken) => Task.FromResult(_book.Share(demand));

    /// <inheritdoc />
    public Task<IReadOnlyList<EncoderId>?> EncodersAsync(CancellationToken cancellationToken) => Task.FromResult(_book.Encoders());

    /// <inheritdoc />
    public Task LeaveAsync(JobId job, CancellationToken cancellationToken)
    {
        _book.Leave(job);
        return Task.CompletedTask;
    }
}

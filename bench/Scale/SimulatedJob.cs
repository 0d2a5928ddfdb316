using Cluster.Contracts.Jobs;
using Cluster.Domain.Jobs;

namespace Cluster.Bench.Scale;

/// <summary>A job that is run in stretches, paused between them, so that others can be measured by turns with it.</summary>
internal sealed class SimulatedJob(SimulatedCluster cluster, string name, int partitions)
{
    /// <summary>In which partitions that were at work come to their last checkpoint.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly IJobGrain _job = cluster.Job(name);
    private int _completed;

    /// <summary>Processor time, messages and time of all stretches.</summary>
    public Usage Whole { get; private set; }

    /// <summary>Works until so many partitions are completed, or all are.</summary>
    public async Task<Usage> RunAsync(int until, long imagesEach)
    {
        var meter = UsageMeter.Start(cluster.Calls);
        var begun = _completed == 0 ? await _job.SubmitAsync(SimulatedCluster.Spec(name, partitions)) : await _job.ResumeAsync();
        if (!begun.Succeeded)
        {
            throw new InvalidOperationException(begun.Failure.Detail);
        }

        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        JobSnapshot now;
        do
        {
            await pace.WaitForNextTickAsync();
            now = (await _job.ShowAsync()).Value!;
        }
        while (now.State == JobState.Running && (until >= partitions || now.CompletedPartitions < until));

        if (now.State == JobState.Running)
        {
            await _job.PauseAsync();
            await Task.Delay(Rest);
            now = (await _job.ShowAsync()).Value!;
        }
        else if (now.State != JobState.Completed || now.Counts.Embedded != partitions * imagesEach || now.CompletedPartitions != partitions)
        {
            throw new InvalidOperationException($"Job '{name}' ended as {now.State} with {now.Counts} in {now.CompletedPartitions} partitions: {now.Failure}");
        }

        var used = meter.End(now.CompletedPartitions - _completed);
        _completed = now.CompletedPartitions;
        Whole += used;
        return used;
    }
}

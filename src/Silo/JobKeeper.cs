using Cluster.Contracts.Collections;
using Cluster.Contracts.Jobs;
using Cluster.Contracts.Operations;
using Cluster.Contracts.Reembedding;
using Cluster.Contracts.Tags;
using Microsoft.Extensions.Logging;

namespace Cluster.Silo;

/// <summary>
/// Has every running job and operation go on: when this silo has started, and whenever another one has died, for the grain of a job may have died with it.
/// It works beside the silo's start, so that a cluster comes up even when its state cannot be read yet.
/// </summary>
public sealed partial class JobKeeper(IGrainFactory grains, IClusterMembershipService membership, TimeProvider time, ILogger<JobKeeper> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private const int MostJobs = 10_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    /// <inheritdoc />
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(JobKeeper),
        ServiceLifecycleStage.Active,
        _ =>
        {
            _work = Task.Run(() => KeepAsync(_stop.Token), CancellationToken.None);
            return Task.CompletedTask;
        },
        async _ =>
        {
            await _stop.CancelAsync();
            await _work;
        });

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();

    private async Task KeepAsync(CancellationToken stop)
    {
        try
        {
            await WakeAsync(stop);
            HashSet<SiloAddress> dead = Dead(membership.CurrentSnapshot);
            await foreach (var snapshot in membership.MembershipUpdates.WithCancellation(stop))
            {
                var now = Dead(snapshot);
                var isNews = !now.IsSubsetOf(dead);
                dead = now;
                if (isNews)
                {
                    await WakeAsync(stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The silo ends.
        }
    }

    private async Task WakeAsync(CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var jobs = await grains.GetGrain<IJobDirectoryGrain>(IJobDirectoryGrain.Key).ListRunningAsync(MostJobs, stop);
                await Task.WhenAll(jobs.Select(job => grains.GetGrain<IJobGrain>(job.Value).WakeAsync(stop)));
                var tagging = await grains.GetGrain<ITagJobDirectoryGrain>(ITagJobDirectoryGrain.Key).ListAsync(MostJobs, stop);
                await Task.WhenAll(tagging.Select(job => grains.GetGrain<ITagJobGrain>(job.Value).WakeAsync(stop)));
                var operations = await grains.GetGrain<IOperationDirectoryGrain>(IOperationDirectoryGrain.Key)
                    .ListAsync(new OperationQuery(IOperationDirectoryGrain.MostListed) { State = OperationState.Running }, stop);
                await Task.WhenAll(operations.Entries.Select(entry => grains.GetGrain<IOperationGrain>(entry.Id).WakeAsync(stop)));
                var collections = await grains.GetGrain<ICollectionDirectoryGrain>(ICollectionDirectoryGrain.Key).ListAsync(stop);
                await Task.WhenAll(collections.Select(alias => grains.GetGrain<IReembeddingGrain>(alias.Value).WakeAsync(stop)));
                return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !stop.IsCancellationRequested)
            {
                LogNotWoken(fault, attempt);
            }

            await Task.Delay(Pause, time, stop);
        }
    }

    private static HashSet<SiloAddress> Dead(ClusterMembershipSnapshot snapshot) =>
        [.. snapshot.Members.Where(static member => member.Value.Status == SiloStatus.Dead).Select(static member => member.Key)];

    [LoggerMessage(4001, LogLevel.Warning, "The running jobs could not be woken (attempt {Attempt})")]
    private partial void LogNotWoken(Exception fault, int attempt);
}

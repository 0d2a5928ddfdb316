using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Cluster.Contracts.Jobs;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Cluster.Gateway.Limits;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cluster.Gateway.Jobs;

/// <summary>Watches a job for one caller.</summary>
internal sealed class JobEvents(IOptions<GatewayOptions> options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Looks without news after which the job is told again, so that a connection that has gone is noticed.</summary>
    private const int QuietLooks = 20;

    /// <summary>
    /// Snapshots as events named <c>job</c>: the first at once, then one whenever something changed, the last when the job is over or has failed.
    /// Ends early when the host stops.
    /// </summary>
    public async IAsyncEnumerable<SseItem<JobView>> WatchAsync(
        IJobGrain job, JobSnapshot first, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(options.Value.JobEventInterval, time);
        var told = first;
        yield return new SseItem<JobView>(JobView.Of(told), "job");
        var quiet = 0;
        while (!told.State.IsOver() && told.State != JobState.Failed && await TickAsync(timer, ending.Token))
        {
            Outcome<JobSnapshot> now = await job.ShowAsync(CancellationToken.None);
            if (!now.Succeeded)
            {
                yield break;
            }

            if (!IsNews(told, now.Value) && ++quiet < QuietLooks)
            {
                continue;
            }

            quiet = 0;
            told = now.Value;
            yield return new SseItem<JobView>(JobView.Of(told), "job");
        }
    }

    private static async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static bool IsNews(JobSnapshot told, JobSnapshot now) =>
        (told.State, told.Counts, told.TotalImages, told.CompletedPartitions, told.PartitionsInFlight, told.Failure)
        != (now.State, now.Counts, now.TotalImages, now.CompletedPartitions, now.PartitionsInFlight, now.Failure);
}

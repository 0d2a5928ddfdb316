using Cluster.Contracts.Encoders;
using Cluster.Contracts.Scheduling;
using Cluster.Domain.Identity;
using Cluster.Grains.Encoders;
using Cluster.Grains.Partitions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cluster.Grains.Scheduling;

/// <summary>
/// Tells the scheduler and the encoder directories every few seconds what this silo can do. When the silo is to end, it first tells that it takes
/// nothing more, then waits for the last checkpoints of what runs; only then does Orleans leave the cluster.
/// </summary>
public sealed partial class SiloReporter(
    IGrainFactory grains,
    ILocalSiloDetails silo,
    SiloEncoders encoders,
    EncoderShards shards,
    PartitionExecutions executions,
    IOptions<PartitionOptions> options,
    TimeProvider time,
    ILogger<SiloReporter> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <summary>Shards that are not loaded are told of less often, and model folders are looked into still less.</summary>
    private const int UnloadedEvery = 5;
    private const int RefreshEvery = 30;

    /// <summary>Queries that were sent here before the directory knew better arrive within this time.</summary>
    private static readonly TimeSpan RoutingGrace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    private string Address => silo.SiloAddress.ToParsableString();

    /// <inheritdoc />
    public void Participate(ISiloLifecycle observer) =>

        // Behind everything else when the silo starts, and so before everything else when it ends.
        observer.Subscribe(nameof(SiloReporter), ServiceLifecycleStage.Active + 1_000, StartAsync, EndAsync);

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();

    private Task StartAsync(CancellationToken cancellationToken)
    {
        _work = Task.Run(() => ReportAsync(_stop.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _work;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.DrainTimeout);
        shards.TakeNoMoreQueries();
        var draining = executions.DrainAsync(limit.Token);
        await TryAsync(() => TellAsync(everything: true, limit.Token));
        if (shards.Conditions().Count > 0)
        {
            await Task.Delay(RoutingGrace, time, CancellationToken.None);
        }

        var unfinished = await draining;
        LogDrained(unfinished.Count);
    }

    private async Task ReportAsync(CancellationToken stop)
    {
        try
        {
            for (var round = 0; ; round++)
            {
                var news = encoders.News;
                if (round % RefreshEvery == 0)
                {
                    await TryAsync(() => encoders.RefreshAsync(stop));
                }

                await TryAsync(() => TellAsync(everything: round % UnloadedEvery == 0 || news.IsCompleted, stop));
                await Task.WhenAny(Task.Delay(Period, time, stop), encoders.News);
                stop.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The silo ends.
        }
    }

    private async Task TellAsync(bool everything, CancellationToken cancellationToken)
    {
        var isDraining = executions.IsDraining;
        var known = encoders.Known;
        var scheduler = grains.GetGrain<IPartitionSchedulerGrain>(IPartitionSchedulerGrain.Key);
        List<Task> telling = [scheduler.ReportAsync(new SiloSlots(Address, isDraining ? 0 : options.Value.Slots, [.. known]), cancellationToken)];
        var loaded = shards.Conditions();
        foreach (var encoder in loaded.GroupBy(static report => report.Encoder))
        {
            telling.Add(Directory(encoder.Key).ReportAllAsync([.. encoder.Select(report => report with { Silo = Address })], cancellationToken));
        }

        if (everything)
        {
            var unloaded = isDraining ? ShardCondition.Out : ShardCondition.Unloaded;
            foreach (var encoder in known.Except(loaded.Select(static report => report.Encoder)))
            {
                var report = new ShardReport(encoder, Address, shards.FirstDevice, unloaded, 0);
                telling.Add(Directory(encoder).ReportAsync(report, cancellationToken));
            }
        }

        await Task.WhenAll(telling);
    }

    private IEncoderDirectoryGrain Directory(EncoderId encoder) => grains.GetGrain<IEncoderDirectoryGrain>(encoder.Value);

    private async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogNotTold(fault.Message);
        }
        catch (OperationCanceledException)
        {
            // The loop looks at its own token.
        }
    }

    [LoggerMessage(3201, LogLevel.Information, "The cluster could not be told what this silo can do: {Fault}")]
    private partial void LogNotTold(string fault);

    [LoggerMessage(3202, LogLevel.Information, "Drained; {Unfinished} partitions had not ended in time and go on elsewhere from their last checkpoints")]
    private partial void LogDrained(int unfinished);
}

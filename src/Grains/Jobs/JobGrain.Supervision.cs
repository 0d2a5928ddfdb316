using Cluster.Contracts.Collections;
using Cluster.Contracts.Scheduling;
using Cluster.Domain.Corpora;
using Cluster.Domain.Jobs;
using Cluster.Domain.Outcomes;
using Orleans.Storage;

namespace Cluster.Grains.Jobs;

/// <remarks>What the timer of a running job does, round by round.</remarks>
public sealed partial class JobGrain
{
    private const int CutsAtOnce = 4;

    /// <summary>How often a job that has woken asks after its partitions, where some do not answer.</summary>
    private const int MostAskings = 3;

    private async Task SuperviseAsync()
    {
        if (Job.State != JobState.Running)
        {
            StopSupervising();
            return;
        }

        try
        {
            await FollowCollectionAsync();
            if (_askings > 0)
            {
                _askings = await _calls.AskAfterAsync(Job) ? 0 : _askings - 1;
            }

            await ListAsync();
            var idle = _idle = await StartAsync();

            // Silos die without a word: their partitions are started anew where the grain is placed now, even above the job's share. It gives up others for them.
            var most = Job.Spec!.MaxPartitionsInFlight > 0 ? Job.Spec.MaxPartitionsInFlight : int.MaxValue;
            await Task.WhenAll(_window.Silent(options.Value.Silence).Union(_window.Orphans(DeadSilos(), most)).Select(watch => _calls.RunAsync(watch, Job, silo: null)));
            await CutAsync(idle);
            if (IsAccountedFor)
            {
                StartSweep();
            }
        }
        catch (FailureException fault)
        {
            await OnFaultAsync(null, fault.Failure);
        }
        catch (InconsistentStateException)
        {
            LogSuperseded(Id.Value);
            DeactivateOnIdle();
        }
        catch (Exception fault)
        {
            // The state cannot be written, or another grain does not answer: the next round tries again.
            LogNotSupervised(fault, Id.Value);
        }
    }

    /// <summary>A collection may have changed its encoder since the job was submitted; the job goes on into what is live now.</summary>
    private async Task FollowCollectionAsync()
    {
        if (Job.Spec!.Generation is not null || time.GetElapsedTime(_followedAt) < options.Value.Supervision)
        {
            return;
        }

        var live = await grains.GetGrain<ICollectionGrain>(Job.Spec.Collection.Value).GetLiveAsync();
        _followedAt = time.GetTimestamp();
        if (live.Succeeded && live.Value != Job.Target)
        {
            // The lake holds the vectors of one encoder a job: what this one brings goes in with the next pass.
            await StoreAsync(Job with { Target = live.Value, Lake = false });
        }
    }

    /// <summary>Settles what is done and lists what comes next, in one write.</summary>
    private async Task ListAsync()
    {
        var record = _window.Settle(Job);
        _settledLately = Math.Max(record.CompletedPartitions - Job.CompletedPartitions, _settledLately / 2);
        var room = WindowSize.Room(_window.Running, record.InFlight, Job.Spec!.MaxPartitionsInFlight, options.Value.MaxWindowBytes, _settledLately, _idle);
        if (!record.ListedAll && room > 0)
        {
            if (record is { LastListed: null, TotalImages: null })
            {
                record = record with { TotalImages = await lister.CountAsync(Id, Job.Spec, CancellationToken.None) };
            }

            var next = await lister.NextAsync(Id, Job.Spec, record.LastListed, room, CancellationToken.None);
            record = record with
            {
                InFlight = [.. record.InFlight, .. next.Partitions],
                LastListed = next.Partitions.Count > 0 ? next.Partitions[^1] : record.LastListed,
                ListedAll = next.IsEnd,
            };
        }

        if (record != Job)
        {
            var isSettled = record.CompletedPartitions != Job.CompletedPartitions;
            await StoreAsync(record);
            if (isSettled)
            {
                await TellRetriedAsync();
            }
        }
    }

    /// <summary>Starts partitions where the scheduler has room for them, and stops those that are above the job's share; slots that this job could still use.</summary>
    private async Task<int> StartAsync()
    {
        var startable = _window.Startable();
        var held = _window.Held;
        var most = Job.Spec!.MaxPartitionsInFlight > 0 ? Job.Spec.MaxPartitionsInFlight - held.Values.Sum() : int.MaxValue;
        var wanted = Math.Max(0, Math.Min(startable.Count, most));
        var share = await Scheduler.ShareAsync(new JobDemand(Id, Job.Target!.Encoder, Job.Spec.Weight, wanted, held));
        await Task.WhenAll(startable.Zip(share.Grants, (watch, silo) => _calls.RunAsync(watch, Job, silo)));
        await _calls.StopAsync(_window.Newest(share.Surplus));

        if (share.Grants.Count > 0)
        {
            // There may be room for more than was listed.
            Hasten(Gathering);
        }
        else if (wanted > 0)
        {
            Hasten(Soon);
        }

        return Math.Min(share.Idle, Math.Max(0, most - share.Grants.Count));
    }

    /// <summary>
    /// Cuts stragglers, so that idle slots help with the end of a job. A partition is stopped first, and cut when it stands still:
    /// <code>
    ///   1 stop it, keeping what it has on its way -> 2 fence it: nobody commits any more -> 3 halve what is left -> 4 store both -> 5 start both
    /// </code>
    /// A crash between 2 and 4 leaves a partition that knows of one cut more than its job; the job learns of it when it starts the partition, and takes it over.
    /// </summary>
    private async Task CutAsync(int idle)
    {
        foreach (var known in _window.All.Where(static watch => watch.Status?.Cut > watch.Partition.Cut && !watch.IsCompleted).ToList())
        {
            await ReplaceAsync(known.Partition, known.Partition with { Cut = known.Status!.Cut });
        }

        foreach (var watch in _window.All.Where(static watch => watch is { IsToBeCut: true, IsRunning: false, IsCompleted: false }).ToList())
        {
            watch.IsToBeCut = false;
            await CutAsync(watch);
        }

        if (!Job.ListedAll || idle == 0 || options.Value.LeastCut == 0 || Job.Spec!.Retry is not null)
        {
            return;
        }

        var stragglers = _window.Stragglers(options.Value.LeastCut, options.Value.Straggling, options.Value.JudgedAfter).Take(Math.Min(idle, CutsAtOnce)).ToList();
        stragglers.ForEach(static watch => watch.IsToBeCut = true);
        await _calls.StopAsync(stragglers);
    }

    private async Task CutAsync(PartitionWatch watch)
    {
        var whole = watch.Partition;
        if (await _calls.CutAsync(watch, Job, whole.Cut + 1) is not { } status || status.Cut != whole.Cut + 1 || watch.IsCompleted)
        {
            return;
        }

        var fenced = whole with { Cut = status.Cut };
        var ordinal = Math.Max(Job.LastListed!.Ordinal, Job.InFlight.Max(static partition => partition.Ordinal)) + 1;
        var halves = await lister.HalveAsync(Job.Spec!, fenced, status.Position, status.Counts.Total, ordinal, CancellationToken.None);
        if (halves is not { } two || !WindowSize.Fits(Job.InFlight, two.Second, options.Value.MaxWindowBytes))
        {
            await ReplaceAsync(whole, fenced);
            _window.Find(whole.Ordinal)!.IsWhole = true;
        }
        else
        {
            await ReplaceAsync(whole, two.First, two.Second);
            LogCut(Id.Value, whole.Ordinal, whole.Count - status.Counts.Total, two.Second.Ordinal);
        }

        _window.Hear(status);
        Hasten(Gathering);
    }

    private Task ReplaceAsync(CorpusPartition old, params IReadOnlyList<CorpusPartition> parts) => StoreAsync(Job with
    {
        InFlight = [.. Job.InFlight.SelectMany(partition => partition.Ordinal == old.Ordinal ? [parts[0]] : new[] { partition }), .. parts.Skip(1)],

        // The listing is at its end; what is kept of it is the last ordinal that was given.
        LastListed = parts.Count > 1 ? Job.LastListed! with { Ordinal = parts[^1].Ordinal } : Job.LastListed,
    });

    private HashSet<string> DeadSilos() => [.. membership.CurrentSnapshot.Members.Values
        .Where(static member => member.Status == SiloStatus.Dead)
        .Select(static member => member.SiloAddress.ToParsableString())];
}

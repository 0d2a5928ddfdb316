using Cluster.Contracts.Encoders;
using Cluster.Domain.Identity;
using Cluster.Domain.Outcomes;
using Cluster.Grains.Encoders.Hosting;

namespace Cluster.Grains.Encoders;

/// <inheritdoc cref="IEncoderDirectoryGrain" />
/// <remarks>It remembers nothing durable: silos tell it every few seconds how their shards are, and membership says which of them still live.</remarks>
public sealed class EncoderDirectoryGrain(ILocalSiloDetails silo, IClusterMembershipService membership, TimeProvider time) : Grain, IEncoderDirectoryGrain
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    private readonly Dictionary<(string Silo, string Device), (ShardReport Report, long At)> _shards = [];
    private long _since;
    private long _picks;

    private EncoderId Encoder => new(this.GetPrimaryKeyString());

    /// <inheritdoc />
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _since = time.GetTimestamp();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ReportAsync(ShardReport report, CancellationToken cancellationToken) => ReportAllAsync([report], cancellationToken);

    /// <inheritdoc />
    public Task ReportAllAsync(IReadOnlyList<ShardReport> reports, CancellationToken cancellationToken)
    {
        foreach (var report in reports)
        {
            _shards[(report.Silo, report.Device)] = (report, time.GetTimestamp());
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ShardReport>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ShardReport>>(Live());

    /// <inheritdoc />
    public Task<Outcome<EncoderShardAddress>> PickAsync(CancellationToken cancellationToken)
    {
        var live = Live();
        var able = live.FindAll(static report => report.Condition == ShardCondition.Ready);
        if (able.Count == 0)
        {
            able = live.FindAll(static report => report.Condition != ShardCondition.Out);
        }

        // Among equals in turn.
        var least = able.FindAll(report => report.QueriesWaiting == able.Min(static other => other.QueriesWaiting));
        return Task.FromResult(least.Count > 0 ? Address(least[(int)(_picks++ % least.Count)]) : NoneAble(live));
    }

    private static Outcome<EncoderShardAddress> Address(ShardReport report) => new EncoderShardAddress(report.Encoder, report.Silo, report.Device);

    private Outcome<EncoderShardAddress> NoneAble(List<ShardReport> live)
    {
        if (live.Count > 0)
        {
            return new Failure(FailureKind.Unavailable, $"No shard of encoder '{Encoder}' takes queries now: {live[0].Detail ?? "its silo is ending"}.");
        }

        if (Active().Count == 1)
        {
            // The only silo may just not have told yet; its shard knows whether there is such an encoder.
            return new EncoderShardAddress(Encoder, silo.SiloAddress.ToParsableString(), EncoderDevices.Processor);
        }

        return time.GetElapsedTime(_since) < Settling
            ? new Failure(FailureKind.Unavailable, $"It is not known yet which silos hold encoder '{Encoder}'.")
            : new Failure(FailureKind.EncoderNotFound, $"No silo of the cluster has encoder '{Encoder}' in its model folders.");
    }

    private List<ShardReport> Live()
    {
        var active = Active();
        foreach (var (key, shard) in _shards.ToList())
        {
            if (!active.Contains(key.Silo) || time.GetElapsedTime(shard.At) > Silence)
            {
                _shards.Remove(key);
            }
        }

        return [.. _shards.Values.Select(static shard => shard.Report)];
    }

    private HashSet<string> Active() => [.. membership.CurrentSnapshot.Members.Values
        .Where(static member => member.Status == SiloStatus.Active)
        .Select(static member => member.SiloAddress.ToParsableString())];
}

using Cluster.Contracts.Encoders;
using Cluster.Grains.Encoders;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.Silo.Health;

/// <summary>Tells what the canaries of this silo's encoder shards have found: a shard that is out makes the silo degraded, and unready when no other takes work.</summary>
public sealed class EncoderCanary(EncoderShards shards) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var known = shards.Conditions();
        var faults = known.Where(static shard => shard.Condition == ShardCondition.Out).Select(static shard => $"{shard.Encoder} on {shard.Device}: {shard.Detail}").ToList();
        var rest = string.Join(", ", known.Where(static shard => shard.Condition != ShardCondition.Out)
            .Select(static shard => $"{shard.Encoder} on {shard.Device}{(shard.Condition == ShardCondition.Ready ? "" : " (loading)")}"));
        return Task.FromResult(faults.Count == 0
            ? HealthCheckResult.Healthy(known.Count == 0 ? "no encoder loaded yet" : $"encoders: {rest}")
            : known.Any(static shard => shard.Condition == ShardCondition.Ready)
                ? HealthCheckResult.Degraded($"{string.Join("; ", faults)}; at work: {rest}")
                : HealthCheckResult.Unhealthy(string.Join("; ", faults)));
    }
}

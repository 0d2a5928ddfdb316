using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.Silo.Health;

/// <summary>Whether this silo is an active member of its cluster, and whether it sees others as dead.</summary>
public sealed class MembershipHealth(ISiloStatusOracle members) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var silos = members.GetApproximateSiloStatuses(onlyActive: true).Count;
        return Task.FromResult(members.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy($"active; silos: {silos}")
            : HealthCheckResult.Unhealthy($"This silo is {members.CurrentStatus}, not an active member of the cluster."));
    }
}

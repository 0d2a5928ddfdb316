using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.GatewayHost.Health;

/// <summary>Whether a silo answers this gateway: being connected once says nothing about now.</summary>
public sealed class SilosHealth(IClusterClient cluster) : IHealthCheck
{
    private const int EveryCluster = 0;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var silos = await cluster.GetGrain<IManagementGrain>(EveryCluster).GetHosts(onlyActive: true, cancellationToken).WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy($"active silos: {silos.Count}");
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"No silo answered in {Patience.TotalSeconds:F0} s.");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Orleans has many words for it: no gateway to be had, a connection that broke, a silo that was declared dead.
            return HealthCheckResult.Unhealthy($"No silo answers: {fault.Message}");
        }
    }
}

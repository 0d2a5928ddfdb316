using Cluster.Domain.Outcomes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.VectorIndex.Health;

/// <summary>Whether the vector index answers this process. Without it there are neither queries nor jobs.</summary>
public sealed class IndexHealth(IVectorIndex index) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var collections = await index.ListCollectionsAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            return HealthCheckResult.Healthy($"answers; collections: {collections.Count}");
        }
        catch (FailureException fault)
        {
            return HealthCheckResult.Unhealthy(fault.Failure.Detail);
        }
        catch (TimeoutException)
        {
            return HealthCheckResult.Unhealthy($"The vector index did not answer in {Patience.TotalSeconds:F0} s.");
        }
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Cluster.ServiceDefaults.Health;

/// <summary>The two health routes. Rooms add their checks to the health checks of the host.</summary>
internal static class HealthSetup
{
    public static void Add(IServiceCollection services) => services.AddHealthChecks();

    public static void Map(WebApplication app)
    {
        // Whoever watches over processes has no key. Alive asks nothing else: a process that cannot reach its index must not be restarted for it.
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = static _ => false, ResponseWriter = HealthAnswer.WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/health", new HealthCheckOptions
        {
            ResponseWriter = HealthAnswer.WriteAsync,
            ResultStatusCodes =
            {
                [HealthStatus.Healthy] = StatusCodes.Status200OK,
                [HealthStatus.Degraded] = StatusCodes.Status200OK,
                [HealthStatus.Unhealthy] = StatusCodes.Status503ServiceUnavailable,
            },
        }).AllowAnonymous();
    }
}

using Cluster.ServiceDefaults.Health;
using Cluster.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Cluster.ServiceDefaults;

/// <summary>What every host of the cluster has: telemetry and health.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds telemetry, told by the standard <c>OTEL_*</c> variables, and the health routes' services.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="service">The service's name where <c>OTEL_SERVICE_NAME</c> gives none.</param>
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder, string service)
    {
        TelemetrySetup.Add(builder, service);
        HealthSetup.Add(builder.Services);
        return builder;
    }

    /// <summary>Maps <c>/alive</c> (the process answers) and <c>/health</c> (it can do its work).</summary>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        HealthSetup.Map(app);
        return app;
    }
}

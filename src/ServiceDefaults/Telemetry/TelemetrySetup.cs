using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Cluster.ServiceDefaults.Telemetry;

/// <summary>OpenTelemetry, sent by OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector; otherwise nothing listens and nothing is recorded.</summary>
internal static class TelemetrySetup
{
    /// <summary>The variable, and configuration key, that names the collector.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string ServiceName = "OTEL_SERVICE_NAME";

    /// <summary>Routes that are asked every few seconds by machines, and event streams, whose spans would last as long as a page stays open.</summary>
    private static readonly string[] Quiet = ["/alive", "/health", "/page", "/favicon.ico"];

    public static void Add(IHostApplicationBuilder builder, string service)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            return;
        }

        // Scopes would carry image keys of whole batches; messages are templates with named values already.
        builder.Logging.AddOpenTelemetry(static logging => logging.IncludeFormattedMessage = true);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (string.IsNullOrWhiteSpace(builder.Configuration[ServiceName]))
                {
                    resource.AddService(service, serviceNamespace: "embedding-cluster", serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}");
                }
            })
            .WithTracing(static tracing => tracing
                .AddSource(TelemetrySources.Rooms, TelemetrySources.GrainCalls)
                .AddProcessor(new RootlessGrainCalls())
                .AddAspNetCoreInstrumentation(static asp => asp.Filter = static context => !IsQuiet(context.Request.Path))
                .AddHttpClientInstrumentation())
            .WithMetrics(static metrics => metrics
                .AddMeter(TelemetrySources.Rooms, TelemetrySources.Orleans)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }

    private static bool IsQuiet(PathString path) => path.Value is { } text && (Array.Exists(Quiet, quiet => path.StartsWithSegments(quiet)) || text.EndsWith("/events", StringComparison.Ordinal));
}

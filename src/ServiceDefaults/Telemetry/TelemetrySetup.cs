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
    private const string Attributes = "OTEL_RESOURCE_ATTRIBUTES";

    /// <summary>Without it the exporter keeps event ids to itself (OpenTelemetry .NET, OTLP exporter's README).</summary>
    private const string EventIds = "OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES";

    /// <summary>Routes that are asked every few seconds by machines, and event streams, whose spans would last as long as a page stays open.</summary>
    private static readonly string[] Quiet = ["/alive", "/health", "/page", "/favicon.ico"];

    public static void Add(IHostApplicationBuilder builder, string service)
    {
        if (string.IsNullOrWhiteSpace(builder.Configuration[Endpoint]))
        {
            return;
        }

        builder.Configuration[EventIds] ??= "true";

        // Scopes would carry image keys of whole batches; messages are templates with named values already.
        builder.Logging.AddOpenTelemetry(static logging => logging.IncludeFormattedMessage = true);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Configuration[ServiceName] is { Length: > 0 } named ? named : service,
                serviceNamespace: "embedding-cluster",
                autoGenerateServiceInstanceId: false,
                serviceInstanceId: InstanceId(builder.Configuration[Attributes])))
            .WithTracing(static tracing => tracing
                .AddSource(TelemetrySources.Rooms, TelemetrySources.GrainCalls)
                .AddProcessor(new RootlessGrainCalls())
                .AddAspNetCoreInstrumentation(static asp => asp.Filter = static context => !IsQuiet(context.Request.Path))
                .AddHttpClientInstrumentation(static http => http.EnrichWithHttpRequestMessage = static (span, request) =>

                    // Paths of a storage account or a web server are image keys.
                    span.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Authority))))
            .WithMetrics(static metrics => metrics
                .AddMeter(TelemetrySources.Rooms, TelemetrySources.Orleans)
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }

    // Replicas share a name. An instance that is given by the standard variable stays.
    private static string? InstanceId(string? attributes) =>
        attributes?.Split(',').Any(static pair => pair.TrimStart().StartsWith("service.instance.id=", StringComparison.Ordinal)) == true
            ? null
            : $"{Environment.MachineName}-{Environment.ProcessId}";

    private static bool IsQuiet(PathString path) => path.Value is { } text && (Array.Exists(Quiet, quiet => path.StartsWithSegments(quiet)) || text.EndsWith("/events", StringComparison.Ordinal));
}

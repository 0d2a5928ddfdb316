using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Cluster.Bench.Telemetry;

/// <summary>Listens to all rooms as the hosts do, and sends as they do by default: spans every five seconds, numbers every minute, and both at the end.</summary>
internal sealed class Telemetry : IDisposable
{
    private readonly TracerProvider _traces;
    private readonly MeterProvider _metrics;

    private Telemetry(Uri endpoint)
    {
        _traces = Sdk.CreateTracerProviderBuilder().AddSource("Cluster.*").AddOtlpExporter(otlp => Send(otlp, endpoint, "v1/traces")).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().AddMeter("Cluster.*").AddOtlpExporter(otlp => Send(otlp, endpoint, "v1/metrics")).Build();
    }

    public static Telemetry Listen(Uri endpoint) => new(endpoint);

    /// <summary>Sends what is left.</summary>
    public void Flush()
    {
        _traces.ForceFlush();
        _metrics.ForceFlush();
    }

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }

    private static void Send(OtlpExporterOptions otlp, Uri endpoint, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri(endpoint, path);
    }
}

using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Cluster.Bench.Telemetry;

/// <summary>Listens to all rooms as the hosts do, and sends.</summary>
internal static class Telemetry
{
    private const int EveryMilliseconds = 1_000;

    public static IDisposable Listen(Uri endpoint)
    {
        var traces = Sdk.CreateTracerProviderBuilder().AddSource("Cluster.*").AddOtlpExporter(otlp =>
        {
            otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
            otlp.Endpoint = new Uri(endpoint, "v1/traces");
            otlp.BatchExportProcessorOptions.ScheduledDelayMilliseconds = EveryMilliseconds;
        }).Build();
        var metrics = Sdk.CreateMeterProviderBuilder().AddMeter("Cluster.*").AddOtlpExporter((otlp, reader) =>
        {
            otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
            otlp.Endpoint = new Uri(endpoint, "v1/metrics");
            reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = EveryMilliseconds;
        }).Build();
        return new Both(traces, metrics);
    }

    private sealed class Both(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}

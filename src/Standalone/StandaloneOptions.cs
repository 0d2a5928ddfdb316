namespace Cluster.Standalone;

/// <summary>A cluster in one process.</summary>
public sealed record StandaloneOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Standalone";

    /// <summary>The address that the gateway listens on. Any but a loopback one needs <c>Gateway:Access:RequireKeys</c>. Default: 127.0.0.1.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port of the gateway; 0 for any free one. Default: 8080.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Port of the silo on loopback. Default: 11111.</summary>
    public int SiloPort { get; init; } = 11111;

    /// <summary>Port of the silo's client gateway on loopback. Default: 30000.</summary>
    public int ClientGatewayPort { get; init; } = 30000;

    /// <summary>Where everything durable lies. Default: <c>data</c> under the working folder.</summary>
    public string DataFolder { get; init; } = "data";

    /// <summary>Whether telemetry goes to a collector on port 4317 of loopback when one listens there and <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names none. Default: true.</summary>
    public bool FindDashboard { get; init; } = true;
}

namespace Cluster.GatewayHost;

/// <summary>The process around the gateway of a cluster.</summary>
public sealed record GatewayHostOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "GatewayHost";

    /// <summary>The address that it listens on. Beyond loopback it needs keys (<c>Gateway:Access:RequireKeys</c>). Default: 127.0.0.1.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port there; 0 for any free one. Default: 8080.</summary>
    public int Port { get; init; } = 8080;
}

namespace Cluster.GatewayHost;

/// <summary>The process around the gateway of a cluster.</summary>
public sealed record GatewayHostOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "GatewayHost";

    /// <summary>Port on loopback; 0 for any free one. Default: 8080.</summary>
    public int Port { get; init; } = 8080;
}

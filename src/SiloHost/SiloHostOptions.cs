namespace Cluster.SiloHost;

/// <summary>The process around a silo of a cluster.</summary>
public sealed record SiloHostOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SiloHost";

    /// <summary>Port on loopback where <c>/alive</c> and <c>/health</c> answer; 0 for any free one. Default: 8081.</summary>
    public int HealthPort { get; init; } = 8081;
}

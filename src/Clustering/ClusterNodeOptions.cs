namespace Cluster.Clustering;

/// <summary>Who this process is in a cluster, and where it is reached.</summary>
public sealed record ClusterNodeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster";

    /// <summary>The cluster that the process belongs to; silos of two clusters never meet. Default: <c>cluster</c>.</summary>
    public string ClusterId { get; set; } = "cluster";

    /// <summary>What grain state is stored under. Stays the same when a new cluster takes over the state of an old one. Default: <c>embedding-cluster</c>.</summary>
    public string ServiceId { get; set; } = "embedding-cluster";

    /// <summary>The silo's name, unique in the cluster, without <c>|</c>. Default: machine name and silo port.</summary>
    public string SiloName { get; set; } = "";

    /// <summary>The IP address that a silo listens on and is reached at. Beyond loopback it needs <see cref="Tls"/>. Default: 127.0.0.1.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port for other silos, 1 to 65,535. Default: 11111.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Port for gateways, 1 to 65,535. Default: 30000.</summary>
    public int ClientGatewayPort { get; set; } = 30000;

    /// <summary>How long a silo waits for the answer to a probe, 100 ms to 1 min. Three missed ones, seen by two silos, and it counts as dead. Default: 3 s.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a call of a grain may take before the caller gives up, 1 s to 10 min. Default: 20 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a silo that is asked to end may take to drain, 1 s to 1 h. Default: 30 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Certificates for the connections between silos and from gateways to silos.</summary>
    public ClusterTlsOptions Tls { get; set; } = new();

    /// <summary>The name in force.</summary>
    public string EffectiveSiloName => SiloName.Length > 0 ? SiloName : $"{Environment.MachineName}-{SiloPort}";
}

namespace Cluster.Gateway.Access;

/// <summary>Who may ask the gateway.</summary>
public sealed record AccessOptions
{
    /// <summary>The configuration section that these are read from.</summary>
    public const string Section = "Gateway:Access";

    /// <summary>Whether every route that is not public needs a key. Without keys the gateway answers on loopback addresses alone. Default: false.</summary>
    public bool RequireKeys { get; set; }

    /// <summary>How long a revoked key may still be taken by another gateway of the cluster, 100 ms to 10 min. Default: 5 s.</summary>
    public TimeSpan KeyRefresh { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the old secret is taken after a rotation that does not say, 0 to 30 days. Default: 24 h.</summary>
    public TimeSpan RotationGrace { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Requests a second that a key may ask in the long run, where the key does not say, 1 to 1,000,000. Default: 1,000.</summary>
    public int RequestsPerSecond { get; set; } = 1_000;

    /// <summary>Requests that a key may have open at once, where the key does not say, 1 to 100,000. Default: 256.</summary>
    public int Concurrency { get; set; } = 256;

    /// <summary>Web pages of these origins (<c>https://shop.example</c>) may ask, too. Default: none, that is the gateway's own page alone.</summary>
    public IReadOnlyList<string> Origins { get; set; } = [];

    /// <summary>The folder that holds the audit log, a file a day of one JSON object a line; null for none beyond the program's own log. Default: null.</summary>
    public string? AuditFolder { get; set; }
}

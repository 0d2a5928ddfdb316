namespace Cluster.Standalone.Demo;

/// <summary>What the demo is asked to do.</summary>
internal sealed record DemoOptions
{
    /// <summary>Port of the gateway on loopback; 0 for any free one. Default: 8080.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>Where everything durable lies. Default: <c>data</c> under the working folder.</summary>
    public string Data { get; init; } = "data";

    /// <summary>Pictures, 1 to 100,000. Default: 2,000, the least that shows every kind in every colour and pattern.</summary>
    public int Count { get; init; } = 2_000;

    /// <summary>Whether to end after the example queries instead of serving on.</summary>
    public bool Once { get; init; }

    /// <summary>Whether to report in one JSON object.</summary>
    public bool Json { get; init; }
}

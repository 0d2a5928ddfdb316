namespace Cluster.Gateway.Limits;

/// <summary>What the gateway accepts, and for how long.</summary>
public sealed record GatewayOptions
{
    /// <summary>The configuration section that these are read from.</summary>
    public const string Section = "Gateway";

    /// <summary>Bytes of an uploaded image, 1,024 to 1,073,741,824. Default: 20 MiB.</summary>
    public int MaxImageBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>Bytes of a request body that carries no image, 1,024 to 1,073,741,824. Default: 1 MiB.</summary>
    public int MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>Characters of a query text, 1 to 100,000. Default: 2,000.</summary>
    public int MaxTextLength { get; set; } = 2_000;

    /// <summary>Hits of one answer, 1 to 10,000. Default: 1,000.</summary>
    public int MaxHits { get; set; } = 1_000;

    /// <summary>Liked and disliked examples of one search, 0 to 900. Default: 100.</summary>
    public int MaxExamples { get; set; } = 100;

    /// <summary>How long a request may take before it is answered with <c>/problems/timed-out</c>, 1 s to 1 h. Event streams are exempt. Default: 60 s.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a query is asked again whose silo died under it, before it is refused with 503, 1 s to 10 min. Less than <see cref="RequestTimeout"/>.
    /// Default: 20 s.
    /// </summary>
    public TimeSpan QueryPatience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a watched job is looked at, 50 ms to 1 min. Default: 500 ms.</summary>
    public TimeSpan JobEventInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bytes of embeddings of texts asked lately, 0 to 64 GiB. Default: 64 MiB, some 25,000 texts of 512 dimensions.</summary>
    public long TextCacheBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Requests worked on at once, 1 to 10,000. Default: four a core.</summary>
    public int MaxWorking { get; set; } = 4 * Environment.ProcessorCount;

    /// <summary>Requests that wait for a place, 0 to 100,000; further ones are turned away with 503. Default: 64 a core, a burst that is answered within a second.</summary>
    public int MaxQueued { get; set; } = 64 * Environment.ProcessorCount;

    /// <summary>
    /// How long requests may have to wait without a break, 0 to 1 h; from then on those are turned away with 503 that have waited longer than an answer takes.
    /// Default: 500 ms.
    /// </summary>
    public TimeSpan QueuePatience { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bytes of all bodies being read at once, 1 MiB to 1 TiB. Default: 256 MiB.</summary>
    public long MaxBodyBytesAtOnce { get; set; } = 256L * 1024 * 1024;

    /// <summary>Connections open at once, 1 to 1,000,000. Default: 4,096.</summary>
    public int MaxConnections { get; set; } = 4_096;

    /// <summary>How long the headers of a request may take to arrive, 1 s to 10 min. Default: 10 s.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Host names that requests may be addressed to, without port; <c>*</c> for any. Keeps a web page that renames itself to the loopback address
    /// from talking to the gateway. Default, when empty: the loopback names; any where keys are required.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];
}

namespace Cluster.Grains.Reembedding;

/// <summary>How re-embeddings are driven.</summary>
public sealed record ReembeddingOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Reembedding";

    /// <summary>How often a re-embedding is looked after. Default: 500 ms.</summary>
    public TimeSpan Supervision { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long readers that hold the other generation are waited for before it is dropped. Default: 90 seconds, more than a request may take.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long the generation that is not live may lie behind for a verification or a cut-over to begin. Default: 10 seconds.</summary>
    public TimeSpan MaxLag { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Points taken over at the same time. Default: 8.</summary>
    public int Parallel { get; init; } = 8;

    /// <summary>How long live queries are asked of both generations. Default: 10 seconds.</summary>
    public TimeSpan ShadowTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause after a fault before a step is tried again. Default: 5 seconds.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);
}

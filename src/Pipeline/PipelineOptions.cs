namespace Cluster.Pipeline;

/// <summary>How much a run does at the same time. Memory is bounded by these numbers, never by the size of the corpus.</summary>
public sealed record PipelineOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Pipeline";

    /// <summary>Images looked up in the index at once, to find the unchanged ones. Default: 256.</summary>
    public int LookupSize { get; init; } = 256;

    /// <summary>Reads under way. Default: 4.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>Images decoded at the same time. Default: one a processor.</summary>
    public int Decoders { get; init; } = Environment.ProcessorCount;

    /// <summary>Images a forward pass. Default: 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>How long an incomplete batch waits for more images. Default: 100 ms.</summary>
    public TimeSpan BatchLinger { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Batches between encoder and index. Default: 4.</summary>
    public int WriteQueue { get; init; } = 4;

    /// <summary>Images listed ahead of the oldest one that is not accounted for. Default: 4,096.</summary>
    public int MaxAhead { get; init; } = 4096;

    /// <summary>Largest stored image read, in bytes. Default: 64 MiB.</summary>
    public long MaxImageBytes { get; init; } = 64L << 20;

    /// <summary>Longest time between two checkpoints while images are being accounted for. Default: 5 seconds.</summary>
    public TimeSpan CheckpointPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Tries of a read or write that fails in passing, the first included. Default: 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Wait before the second try; doubles each time. Default: 200 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Images in a row that the source does not give before the run stops instead of setting them all aside. Default: 8.</summary>
    public int SourceFaultsInARow { get; init; } = 8;

    /// <summary>One batch in so many leaves a trace, the first of a run always; 0: none does. Default: 64.</summary>
    public int TraceEvery { get; init; } = 64;
}

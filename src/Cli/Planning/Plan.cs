using Cluster.VectorIndex.Qdrant;

namespace Cluster.Cli.Planning;

/// <summary>What a job will take.</summary>
internal sealed record Plan
{
    /// <summary>Images.</summary>
    public required long Images { get; init; }

    /// <summary>The parts, slowest first.</summary>
    public required IReadOnlyList<StageRate> Stages { get; init; }

    /// <summary>The slowest part.</summary>
    public required string Bottleneck { get; init; }

    /// <summary>Images a second.</summary>
    public required double ImagesPerSecond { get; init; }

    /// <summary>Seconds from submission to the end.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Hours of GPUs, busy or not.</summary>
    public required double GpuHours { get; init; }

    /// <summary>Hours of cores, busy or not.</summary>
    public required double CoreHours { get; init; }

    /// <summary>Bytes read from the corpus.</summary>
    public required double ReadBytes { get; init; }

    /// <summary>Memory of an index that holds all vectors at full precision, bytes.</summary>
    public required double IndexMemoryBytes { get; init; }

    /// <summary>Memory of one that holds them rounded to 8 bits, bytes.</summary>
    public required double IndexMemoryQuantisedBytes { get; init; }

    /// <summary>Disk of the index, bytes.</summary>
    public required double IndexDiskBytes { get; init; }

    /// <summary>How Qdrant lays the collection out on the nodes given.</summary>
    public required QdrantCollectionPlan Qdrant { get; init; }

    /// <summary>Nodes that it needs so.</summary>
    public int IndexNodes => Qdrant.NodesNeeded;

    /// <summary>Embedding lake, bytes.</summary>
    public required double LakeBytes { get; init; }

    /// <summary>Cost by item in <see cref="Currency"/>; null without prices.</summary>
    public IReadOnlyDictionary<string, double>? Cost { get; init; }

    /// <summary>The currency of the prices.</summary>
    public string? Currency { get; init; }
}

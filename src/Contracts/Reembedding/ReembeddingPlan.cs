using Cluster.Domain.Collections;
using Cluster.Domain.Identity;

namespace Cluster.Contracts.Reembedding;

/// <summary>What a re-embedding would do, and what it would take.</summary>
[GenerateSerializer, Immutable, Alias("cluster.reembedding-plan")]
public sealed record ReembeddingPlan
{
    /// <summary>What is live now.</summary>
    [Id(0)]
    public required LiveCollection Old { get; init; }

    /// <summary>The new encoder.</summary>
    [Id(1)]
    public required EncoderId Encoder { get; init; }

    /// <summary>Length of its vectors.</summary>
    [Id(2)]
    public required int Dimension { get; init; }

    /// <summary>Points to embed.</summary>
    [Id(3)]
    public required long Points { get; init; }

    /// <summary>Images a second that this machine embedded just now, reading and decoding included; 0 where it could not be measured.</summary>
    [Id(4)]
    public double ImagesPerSecond { get; init; }

    /// <summary>Time of the building at that speed on one machine; null where it is not known.</summary>
    [Id(5)]
    public TimeSpan? Building { get; init; }

    /// <summary>Bytes that the vectors of the new generation take, beside those of the old one.</summary>
    [Id(6)]
    public long VectorBytes { get; init; }

    /// <summary>What will happen, step by step.</summary>
    [Id(7)]
    public IReadOnlyList<string> Steps { get; init; } = [];
}

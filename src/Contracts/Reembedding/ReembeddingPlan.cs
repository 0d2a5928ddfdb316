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

    /// <summary>Cores of the machine that was measured.</summary>
    [Id(8)]
    public int Cores { get; init; }

    /// <summary>Bytes of images to read, from the mean of those tried; 0 where none could be read.</summary>
    [Id(9)]
    public long ReadBytes { get; init; }

    /// <summary>Whether images lie in a storage account, whose requests and egress cost.</summary>
    [Id(10)]
    public bool IsRemote { get; init; }

    /// <summary>How long the old generation is kept beside the new one.</summary>
    [Id(11)]
    public TimeSpan Retention { get; init; }
}

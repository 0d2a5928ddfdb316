using Cluster.Domain.Identity;

namespace Cluster.Domain.Reembedding;

/// <summary>A re-embedding as it was asked for.</summary>
/// <param name="Collection">The collection (its alias).</param>
/// <param name="Encoder">The new encoder: its name, or <c>name@version</c>.</param>
[GenerateSerializer, Immutable, Alias("cluster.reembedding-spec")]
public sealed record ReembeddingSpec([property: Id(0)] CollectionName Collection, [property: Id(1)] string Encoder)
{
    /// <summary>Whether failed gates do not stop the cut-over; kept in the audit.</summary>
    [Id(2)]
    public bool Force { get; init; }

    /// <summary>How long the old generation is kept after the cut-over, 0 to 90 days. Default: one day.</summary>
    [Id(3)]
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What the new generation must reach.</summary>
    [Id(4)]
    public GateThresholds Gates { get; init; } = new();

    /// <summary>Labelled data: CSV with the header <c>key,label</c> or <c>query,key</c>; null where there is none.</summary>
    [Id(5)]
    public string? Labels { get; init; }

    /// <summary>Share of live queries that is asked of both generations while the gates are measured, 0 to 1. Default: 0.1.</summary>
    [Id(6)]
    public double ShadowShare { get; init; } = 0.1;

    /// <summary>Partitions of a corpus worked on at the same time, 1 to 4,096. Default: 2.</summary>
    [Id(7)]
    public int MaxPartitionsInFlight { get; init; } = 2;

    /// <summary>Who asked, for the audit; null where nobody said.</summary>
    [Id(8)]
    public string? AskedBy { get; init; }
}

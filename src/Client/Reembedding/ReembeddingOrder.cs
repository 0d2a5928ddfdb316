namespace Cluster.Client.Reembedding;

/// <summary>A re-embedding to be started or planned.</summary>
public sealed record ReembeddingOrder
{
    /// <summary>The new encoder: its name, or <c>name@version</c>.</summary>
    public required string Encoder { get; init; }

    /// <summary>Whether failed gates do not stop the cut-over; kept in the audit.</summary>
    public bool? Force { get; init; }

    /// <summary>How long the old generation is kept after the cut-over, in seconds.</summary>
    public double? RetentionSeconds { get; init; }

    /// <summary>What the new generation must reach.</summary>
    public GateBounds? Gates { get; init; }

    /// <summary>Labelled data as CSV text with the header <c>key,label</c> or <c>query,key</c>.</summary>
    public string? Labels { get; init; }

    /// <summary>Share of live queries that is asked of both generations while the gates are measured, 0 to 1.</summary>
    public double? ShadowShare { get; init; }

    /// <summary>Partitions of a corpus worked on at the same time.</summary>
    public int? MaxPartitionsInFlight { get; init; }

    /// <summary>Who asks, for the audit.</summary>
    public string? AskedBy { get; init; }
}

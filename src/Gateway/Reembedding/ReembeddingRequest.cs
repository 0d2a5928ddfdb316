using Cluster.Domain.Identity;
using Cluster.Domain.Reembedding;

namespace Cluster.Gateway.Reembedding;

/// <summary>A re-embedding to be started or planned.</summary>
public sealed record ReembeddingRequest
{
    /// <summary>The new encoder: its name, or <c>name@version</c>.</summary>
    public required string Encoder { get; init; }

    /// <summary>Whether failed gates do not stop the cut-over; kept in the audit. Default: false.</summary>
    public bool? Force { get; init; }

    /// <summary>How long the old generation is kept after the cut-over, in seconds, 0 to 7,776,000. Default: 86,400.</summary>
    public double? RetentionSeconds { get; init; }

    /// <summary>What the new generation must reach.</summary>
    public GatesRequest? Gates { get; init; }

    /// <summary>Labelled data as CSV text with the header <c>key,label</c> or <c>query,key</c>.</summary>
    public string? Labels { get; init; }

    /// <summary>Share of live queries that is asked of both generations while the gates are measured, 0 to 1. Default: 0.1.</summary>
    public double? ShadowShare { get; init; }

    /// <summary>Partitions of a corpus worked on at the same time, 1 to 4,096. Default: 2.</summary>
    public int? MaxPartitionsInFlight { get; init; }

    /// <summary>Who asks, for the audit.</summary>
    public string? AskedBy { get; init; }

    internal ReembeddingSpec Read(CollectionName collection)
    {
        var usual = new ReembeddingSpec(collection, Encoder);
        return usual with
        {
            Force = Force ?? false,
            Retention = RetentionSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, -1, 1e9)) : usual.Retention,
            Gates = Gates?.Read() ?? usual.Gates,
            Labels = Labels,
            ShadowShare = ShadowShare ?? usual.ShadowShare,
            MaxPartitionsInFlight = MaxPartitionsInFlight ?? usual.MaxPartitionsInFlight,
            AskedBy = AskedBy,
        };
    }
}

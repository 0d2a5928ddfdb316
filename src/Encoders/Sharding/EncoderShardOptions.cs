namespace Cluster.Encoders.Sharding;

/// <summary>How much a shard lets wait.</summary>
public sealed record EncoderShardOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Encoders:Shard";

    /// <summary>Queries that may wait; one more is refused as overloaded. Default: 256.</summary>
    public int QueryQueue { get; init; } = 256;

    /// <summary>Bulk batches that may wait; the next one waits outside. Default: 4.</summary>
    public int BulkQueue { get; init; } = 4;

    /// <summary>Texts of waiting queries that are encoded in one pass. Default: 32.</summary>
    public int TextBatch { get; init; } = 32;
}

namespace Cluster.Encoders.Sharding;

/// <summary>Who waits for whom on a shard.</summary>
public enum Lane
{
    /// <summary>Somebody waits for the answer; goes first.</summary>
    Query = 0,

    /// <summary>A job's batches.</summary>
    Bulk = 1,
}

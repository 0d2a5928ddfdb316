namespace Cluster.Contracts.Encoders;

/// <summary>What an encoder shard can do now. Numbers are stable: they travel.</summary>
public enum ShardCondition
{
    /// <summary>Not loaded; loads when it is asked.</summary>
    Unloaded = 0,

    /// <summary>Being loaded, warmed and checked.</summary>
    Loading = 1,

    /// <summary>Takes work.</summary>
    Ready = 2,

    /// <summary>Takes none: its canary failed, or its silo is ending.</summary>
    Out = 3,
}

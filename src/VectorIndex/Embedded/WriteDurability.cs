namespace Cluster.VectorIndex.Embedded;

/// <summary>What a completed write survives.</summary>
public enum WriteDurability
{
    /// <summary>Loss of power: every commit waits for the disk.</summary>
    PowerLoss = 0,

    /// <summary>A crash of the process; the last writes may be lost with the machine's power, the file stays whole.</summary>
    Crash = 1,
}

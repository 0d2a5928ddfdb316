namespace Cluster.Grains.Partitions;

/// <summary>How partitions are leased and worked on.</summary>
public sealed record PartitionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Partitions";

    /// <summary>How long a lease lasts unless a commit renews it; several checkpoint periods. Default: 60 seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Partitions that a silo works on at the same time, 1 to 4,096. Default: 2.</summary>
    public int Slots { get; init; } = 2;

    /// <summary>How long a silo that ends waits for the last checkpoints of its partitions, at most. Less than the host's shutdown limit. Default: 20 seconds.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(20);
}

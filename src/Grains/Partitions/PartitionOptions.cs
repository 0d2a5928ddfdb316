namespace Cluster.Grains.Partitions;

/// <summary>How partitions are leased.</summary>
public sealed record PartitionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Partitions";

    /// <summary>How long a lease lasts unless a commit renews it; several checkpoint periods. Default: 60 seconds.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(60);
}

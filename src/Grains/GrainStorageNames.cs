namespace Cluster.Grains;

/// <summary>The storage providers that grains ask for.</summary>
public static class GrainStorageNames
{
    /// <summary>Durable state of jobs, partitions and collections.</summary>
    public const string Durable = "durable";
}

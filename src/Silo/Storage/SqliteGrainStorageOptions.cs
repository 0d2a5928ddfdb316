namespace Cluster.Silo.Storage;

/// <summary>Where grain state is kept on one machine.</summary>
public sealed record SqliteGrainStorageOptions
{
    /// <summary>The SQLite file; its folder is made when it is not there.</summary>
    public string Path { get; set; } = "data/grains.db";
}

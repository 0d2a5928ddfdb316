namespace Cluster.VectorIndex.Qdrant;

/// <summary>How a collection is laid out when it is made.</summary>
public sealed record QdrantCollectionLayout
{
    /// <summary>How the originals are kept. Default: Float16, half the disk for errors below 5e-4.</summary>
    public OriginalPrecision Originals { get; set; } = OriginalPrecision.Float16;

    /// <summary>Whether the originals stay on disk; only the rounded copies are held in memory. Default: true.</summary>
    public bool OriginalsOnDisk { get; set; } = true;

    /// <summary>The rounded copies that are searched first. Default: Int8.</summary>
    public QuantisedCopy Copies { get; set; } = QuantisedCopy.Int8;

    /// <summary>Nodes of the cluster, 1 to 1,000. Default: 1.</summary>
    public int Nodes { get; set; } = 1;

    /// <summary>Memory of each node that vectors may use, in GiB. Above 0. Default: 16.</summary>
    public double NodeMemoryGiB { get; set; } = 16;

    /// <summary>Copies of every shard on different nodes, 1 to <see cref="Nodes"/>. Default: 1.</summary>
    public int Replication { get; set; } = 1;

    /// <summary>
    /// Payload fields to be indexed, by field. Made before the first point is written. A field that facets count or text filters search needs one.
    /// </summary>
    public IReadOnlyDictionary<string, PayloadIndexKind> Indexes { get; set; } = new Dictionary<string, PayloadIndexKind>();
}

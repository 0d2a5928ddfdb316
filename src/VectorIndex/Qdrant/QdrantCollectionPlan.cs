namespace Cluster.VectorIndex.Qdrant;

/// <summary>How a collection of a given size is laid out on a cluster of given nodes, and what that needs.</summary>
/// <remarks>
/// The one derivation: collections are made by it, writes are sized by it, and <c>cluster plan</c>, into which this file is compiled too, prints it.
/// Memory follows the model that Qdrant published and matched against a collection of 400 million: rounded vectors, two links of 4 bytes for each
/// neighbour of the graph's ground level, 40 bytes a point for a UUID, and a fifth on top for the optimizers. Disk counts the originals, the rounded
/// copies, the graph and a guess of 300 bytes of payload a point, twice: rewriting a segment needs room for both.
/// </remarks>
public sealed record QdrantCollectionPlan
{
    /// <summary>What is assumed where nobody says how many points will come.</summary>
    public const long UnknownPoints = 1_000_000;

    /// <summary>KiB of vectors from which a segment is indexed.</summary>
    public const ulong IndexingThresholdKiB = 10_000;

    /// <summary>Write requests after which one waits until all are applied.</summary>
    public const int FenceEvery = 16;

    private const double GiB = 1L << 30;
    private const double HeadRoom = 1.2;
    private const int BytesPerId = 40;
    private const int BytesPerPayload = 300;

    private QdrantCollectionPlan()
    {
    }

    /// <summary>Points planned for.</summary>
    public required long Points { get; init; }

    /// <summary>Length of the vectors.</summary>
    public required int Dimension { get; init; }

    /// <summary>Nodes of the cluster.</summary>
    public required int Nodes { get; init; }

    /// <summary>Memory of each node, GiB.</summary>
    public required double NodeMemoryGiB { get; init; }

    /// <summary>Copies of every shard.</summary>
    public required int Replication { get; init; }

    /// <summary>Parts that the collection is split into.</summary>
    public required int Shards { get; init; }

    /// <summary>Copies that must acknowledge a write.</summary>
    public required int WriteConsistency { get; init; }

    /// <summary>How the originals are kept.</summary>
    public required OriginalPrecision Originals { get; init; }

    /// <summary>Whether the originals stay on disk.</summary>
    public required bool OriginalsOnDisk { get; init; }

    /// <summary>The rounded copies in memory.</summary>
    public required QuantisedCopy Copies { get; init; }

    /// <summary>Links of a point in the graph.</summary>
    public required int Links { get; init; }

    /// <summary>Points of one write request.</summary>
    public required int PointsPerRequest { get; init; }

    /// <summary>Write requests after which one waits until all are applied.</summary>
    public required int RequestsPerFence { get; init; }

    /// <summary>Memory needed on each node, GiB.</summary>
    public required double MemoryPerNodeGiB { get; init; }

    /// <summary>Disk needed on each node, GiB.</summary>
    public required double DiskPerNodeGiB { get; init; }

    /// <summary>Whether the memory of the nodes suffices.</summary>
    public bool Fits => MemoryPerNodeGiB <= NodeMemoryGiB;

    /// <summary>The nodes that would suffice.</summary>
    public int NodesNeeded => (int)Math.Max(Replication, Math.Ceiling(MemoryPerNodeGiB * Nodes / NodeMemoryGiB));

    /// <summary>Points of one write request: about a MiB of vectors.</summary>
    public static int PointsPerRequestOf(int dimension) => Math.Clamp((1 << 20) / (dimension * sizeof(float)), 16, 1_024);

    /// <summary>Plans a collection. Takes four bits instead of eight where the server can and eight do not fit.</summary>
    /// <param name="points">Points expected, at least 0.</param>
    /// <param name="dimension">Length of the vectors, 1 to 65,536.</param>
    /// <param name="layout">Nodes, memory and wishes.</param>
    /// <param name="serverHasTurbo">Whether the server (1.18 or newer) can round to four bits.</param>
    public static QdrantCollectionPlan For(long points, int dimension, QdrantCollectionLayout layout, bool serverHasTurbo = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        var copies = layout.Copies == QuantisedCopy.Turbo4 && !serverHasTurbo ? QuantisedCopy.Int8 : layout.Copies;
        var plan = Derive(points, dimension, layout, copies);
        return copies == QuantisedCopy.Int8 && serverHasTurbo && !plan.Fits ? Derive(points, dimension, layout, QuantisedCopy.Turbo4) : plan;
    }

    private static QdrantCollectionPlan Derive(long points, int dimension, QdrantCollectionLayout layout, QuantisedCopy copies)
    {
        const int links = 16;
        var original = (double)dimension * (layout.Originals == OriginalPrecision.Float16 ? 2 : 4);
        var copy = copies switch
        {
            QuantisedCopy.Int8 => dimension,
            QuantisedCopy.Turbo4 => dimension / 2.0,
            _ => 0,
        };
        var graph = 2.0 * links * 4;
        var inMemory = copy + graph + BytesPerId + (layout.OriginalsOnDisk ? 0 : original);
        var onDisk = original + copy + graph + BytesPerId + BytesPerPayload;
        var pointsPerNode = (double)points * layout.Replication / layout.Nodes;
        return new QdrantCollectionPlan
        {
            Points = points,
            Dimension = dimension,
            Nodes = layout.Nodes,
            NodeMemoryGiB = layout.NodeMemoryGiB,
            Replication = layout.Replication,
            Shards = ShardsFor(points, layout.Nodes),
            WriteConsistency = (layout.Replication / 2) + 1,
            Originals = layout.Originals,
            OriginalsOnDisk = layout.OriginalsOnDisk,
            Copies = copies,
            Links = links,
            PointsPerRequest = PointsPerRequestOf(dimension),
            RequestsPerFence = FenceEvery,
            MemoryPerNodeGiB = pointsPerNode * inMemory * HeadRoom / GiB,
            DiskPerNodeGiB = pointsPerNode * onDisk * 2 / GiB,
        };
    }

    // A shard cannot be split later without rebuilding, so a large collection starts with room to grow; a small one on one node gains nothing by it.
    private static int ShardsFor(long points, int nodes) => points switch
    {
        <= 1_000_000 => nodes,
        <= 100_000_000 => nodes * 2,
        _ => nodes * 4,
    };
}

using Cluster.VectorIndex.Qdrant.Wire;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>A plan in the server's words.</summary>
internal static class QdrantCollectionMessages
{
    public static CreateCollection ToMessage(this QdrantCollectionPlan plan, string name, bool deferIndexing)
    {
        var vector = new VectorParams
        {
            Size = (ulong)plan.Dimension,
            Distance = Distance.Cosine,
            OnDisk = plan.OriginalsOnDisk,
            Datatype = plan.Originals == OriginalPrecision.Float16 ? Datatype.Float16 : Datatype.Float32,
            HnswConfig = new HnswConfigDiff { M = (ulong)plan.Links },
        };
        switch (plan.Copies)
        {
            case QuantisedCopy.Int8:
                vector.QuantizationConfig = new QuantizationConfig
                {
                    Scalar = new ScalarQuantization { Type = QuantizationType.QuantizationInt8, Quantile = 0.99f, AlwaysRam = true },
                };
                break;
            case QuantisedCopy.Turbo4:
                vector.QuantizationConfig = new QuantizationConfig { Turboquant = new TurboQuantization { AlwaysRam = true, Bits = TurboQuantBitSize.Bits4 } };
                break;
        }

        return new CreateCollection
        {
            CollectionName = name,
            VectorsConfig = new VectorsConfig { ParamsMap = new VectorParamsMap { Map = { [QdrantPoints.VectorName] = vector } } },
            ShardNumber = (uint)plan.Shards,
            ReplicationFactor = (uint)plan.Replication,
            WriteConsistencyFactor = (uint)plan.WriteConsistency,
            OnDiskPayload = true,
            OptimizersConfig = new OptimizersConfigDiff { IndexingThreshold = deferIndexing ? 0 : QdrantCollectionPlan.IndexingThresholdKiB },
        };
    }
}

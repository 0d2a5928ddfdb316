using Cluster.Domain.Outcomes;
using Cluster.VectorIndex.Qdrant.Wire;
using DomainPointId = Cluster.Domain.Identity.PointId;
using DomainScoredPoint = Cluster.Domain.Retrieval.ScoredPoint;

namespace Cluster.VectorIndex.Qdrant;

/// <summary>Ids, vectors and points to and from the wire.</summary>
internal static class QdrantPoints
{
    /// <summary>
    /// The name of the vector in every collection. Named, so that a server can take a second vector beside it later; unnamed ones cannot be joined.
    /// </summary>
    public const string VectorName = "embedding";

    public static PointId Write(DomainPointId id) => new() { Uuid = id.ToString() };

    public static DomainPointId Read(PointId id) => DomainPointId.TryParse(id.Uuid, out var parsed)
        ? parsed
        : throw new FailureException(FailureKind.Conflict, $"The collection holds a point with the id '{id}', which this system did not write.");

    public static PointStruct Write(PointBatch batch, int index, int dimension)
    {
        var point = new PointStruct
        {
            Id = Write(batch.Ids[index]),
            Vectors = new Vectors
            {
                Vectors_ = new NamedVectors
                {
                    Vectors = { [VectorName] = new Vector { Dense = Dense(batch.Vectors.Slice(index * dimension, dimension)) } },
                },
            },
        };
        QdrantPayloads.Write(batch.Payloads[index], point.Payload);
        return point;
    }

    public static DenseVector Dense(ReadOnlyMemory<float> vector) => new() { Data = FloatBytes.Wrap(vector) };

    public static PointsSelector Select(IEnumerable<DomainPointId> ids) => new() { Points = new PointsIdsList { Ids = { ids.Select(Write) } } };

    public static WithVectorsSelector WithVectors(PointSelector select) => new() { Enable = select.Vector };

    public static WithPayloadSelector WithPayload(PointSelector select) => select.Fields switch
    {
        null => new WithPayloadSelector { Enable = true },
        { Count: 0 } => new WithPayloadSelector { Enable = false },
        var fields => new WithPayloadSelector { Include = new PayloadIncludeSelector { Fields = { fields.Select(QdrantFilters.KeyOf) } } },
    };

    public static StoredPoint Read(RetrievedPoint point) => new(Read(point.Id), QdrantPayloads.Read(point.Payload), VectorOf(point.Vectors));

    public static DomainScoredPoint Read(ScoredPoint point) =>
        new(Read(point.Id), point.Score, QdrantPayloads.Read(point.Payload)) { Vector = VectorOf(point.Vectors) };

    // Servers up to 1.16 put the numbers into the answer itself, later ones into its dense part.
    private static ReadOnlyMemory<float>? VectorOf(VectorsOutput? vectors)
    {
        var output = vectors?.VectorsOptionsCase switch
        {
            VectorsOutput.VectorsOptionsOneofCase.Vectors => vectors.Vectors.Vectors.GetValueOrDefault(VectorName),
            VectorsOutput.VectorsOptionsOneofCase.Vector => vectors.Vector,
            _ => null,
        };
        return output is null ? default(ReadOnlyMemory<float>?) : FloatBytes.Read(output.Dense?.Data ?? output.Data);
    }
}

using System.Numerics.Tensors;
using Cluster.Domain.Identity;
using Cluster.Domain.Payloads;

namespace Cluster.VectorIndex.Tests.Conformance;

/// <summary>Points made from seeds.</summary>
public static class TestPoints
{
    public static EmbeddingSpaceId Space { get; } = new("0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0");

    public static EmbeddingSpaceId OtherSpace { get; } = new("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");

    public static PointId Id(int number) => new(0, (ulong)number);

    public static IReadOnlyDictionary<string, PayloadValue> NoPayload { get; } = new Dictionary<string, PayloadValue>();

    public static float[] UnitVector(Random random, int dimension)
    {
        var vector = new float[dimension];
        for (var i = 0; i < dimension; i++)
        {
            vector[i] = (float)((random.NextDouble() * 2) - 1);
        }

        TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        return vector;
    }

    public static PointBatch Batch(IEnumerable<(PointId Id, float[] Vector, IReadOnlyDictionary<string, PayloadValue> Payload)> points)
    {
        var all = points.ToList();
        return new PointBatch(
            Space, [.. all.Select(p => p.Id)], all.SelectMany(p => p.Vector).ToArray(), [.. all.Select(p => p.Payload)]);
    }

    /// <summary>Points 1 to <paramref name="count"/> with random vectors and the payload that <paramref name="payload"/> gives.</summary>
    public static PointBatch Random(
        int seed, int count, int dimension, Func<int, IReadOnlyDictionary<string, PayloadValue>>? payload = null, int first = 1)
    {
        var random = new Random(seed);
        return Batch(Enumerable.Range(first, count).Select(i => (Id(i), UnitVector(random, dimension), payload?.Invoke(i) ?? NoPayload)));
    }

    public static ReadOnlyMemory<float> VectorOf(PointBatch batch, int index)
    {
        var dimension = batch.Vectors.Length / batch.Ids.Count;
        return batch.Vectors.Slice(index * dimension, dimension);
    }

    public static Dictionary<string, PayloadValue> Payload(params (string Field, PayloadValue Value)[] fields) =>
        fields.ToDictionary(f => f.Field, f => f.Value);

    public static QueryExample Raw(params float[] values) => new QueryExample.Raw(values);

    public static QueryExample Point(int number) => new QueryExample.Point(Id(number));
}

using System.Numerics.Tensors;
using Cluster.Domain.Recommendations;
using Cluster.VectorIndex.Qdrant.Wire;
using DomainPointId = Cluster.Domain.Identity.PointId;

namespace Cluster.FakeQdrant;

/// <summary>A query as the server scores it.</summary>
internal sealed record FakeScoring(IReadOnlySet<DomainPointId> Examples, Func<float[], float> Score)
{
    public static FakeScoring Read(Query query, FakeCollection collection)
    {
        var ids = new HashSet<DomainPointId>();
        Func<float[], float> score = query.VariantCase switch
        {
            Query.VariantOneofCase.Nearest => Nearest(Normalised(Vector(query.Nearest))),
            Query.VariantOneofCase.Recommend => Recommend(query.Recommend),
            Query.VariantOneofCase.Discover => Discover(Vector(query.Discover.Target), Pairs(query.Discover.Context)),
            Query.VariantOneofCase.Context => Context(Pairs(query.Context)),
            _ => throw WireFormat.Invalid("malformed query"),
        };
        return new FakeScoring(ids, score);

        Func<float[], float> Recommend(RecommendInput input)
        {
            var (positive, negative) = (input.Positive.Select(Vector).ToArray(), input.Negative.Select(Vector).ToArray());
            switch (input.Strategy)
            {
                case RecommendStrategy.AverageVector when positive.Length == 0:
                    throw WireFormat.Invalid("Positive vectors must not be empty with average strategy");
                case RecommendStrategy.AverageVector:
                    return Nearest(ScoreFormulas.Average([.. positive.Select(static v => (ReadOnlyMemory<float>)v)], [.. negative.Select(static v => (ReadOnlyMemory<float>)v)]));
                case RecommendStrategy.BestScore:
                    return point => ScoreFormulas.Best(Similarities(point, positive), Similarities(point, negative));
                default:
                    return point => ScoreFormulas.Sum(Similarities(point, positive), Similarities(point, negative));
            }
        }

        float[] Vector(VectorInput input)
        {
            if (input.VariantCase == VectorInput.VariantOneofCase.Dense)
            {
                return WireFormat.Floats(input.Dense.Data) is var raw && raw.Length == collection.Vector.Size
                    ? raw
                    : throw WireFormat.Invalid("Wrong input: Vector dimension error");
            }

            var id = WireFormat.Id(input.Id);
            ids.Add(id);
            return collection.Points.TryGetValue(id, out var point) ? point.Vector : throw WireFormat.MissingPoint(id);
        }

        float[][] Pairs(ContextInput context) => [.. context.Pairs.SelectMany(pair => new[] { Vector(pair.Positive), Vector(pair.Negative) })];
    }

    private static Func<float[], float> Nearest(float[] query) => point => TensorPrimitives.Dot<float>(point, query);

    private static Func<float[], float> Discover(float[] target, float[][] pairs) =>
        point => ScoreFormulas.Discover(TensorPrimitives.Dot<float>(point, target), Similarities(point, pairs));

    private static Func<float[], float> Context(float[][] pairs) => point => ScoreFormulas.Context(Similarities(point, pairs));

    private static float[] Similarities(float[] point, float[][] examples) => Array.ConvertAll(examples, example => TensorPrimitives.Dot<float>(point, example));

    private static float[] Normalised(float[] vector)
    {
        ScoreFormulas.Normalise(vector);
        return vector;
    }
}

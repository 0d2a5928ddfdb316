using System.Reflection;
using Cluster.Domain.Identity;
using Cluster.VectorIndex;

namespace Cluster.ProbedStandalone;

/// <summary>An index that acknowledges every point and loses one in twenty, in collections whose name ends as told.</summary>
public class LossyIndex : ProbedIndex
{
    private const int OneIn = 20;

    private string _ending = "";

    /// <summary>Puts it before an index.</summary>
    public static IVectorIndex Before(IVectorIndex inner, string ending) => Before<LossyIndex>(inner, probe => probe._ending = ending);

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IVectorIndex.UpsertAsync) && args is [CollectionName collection, PointBatch points, ..] && collection.Value.EndsWith(_ending, StringComparison.Ordinal))
        {
            args[1] = Keep(points);
        }

        return Forward(targetMethod, args);
    }

    private static PointBatch Keep(PointBatch points)
    {
        var dimension = points.Ids.Count == 0 ? 0 : points.Vectors.Length / points.Ids.Count;
        int[] kept = [.. Enumerable.Range(0, points.Ids.Count).Where(i => points.Ids[i].Low % OneIn != 0)];
        var vectors = new float[kept.Length * dimension];
        for (var i = 0; i < kept.Length; i++)
        {
            points.Vectors.Span.Slice(kept[i] * dimension, dimension).CopyTo(vectors.AsSpan(i * dimension));
        }

        return new PointBatch(points.Space, [.. kept.Select(i => points.Ids[i])], vectors, [.. kept.Select(i => points.Payloads[i])]);
    }
}

namespace Cluster.Grains.Comparisons;

/// <summary>Figures over neighbours. Pure.</summary>
public static class ComparisonMeasures
{
    /// <summary>Mean share of neighbours of the same class; null when no picture has both a class and neighbours.</summary>
    public static double? Purity(IReadOnlyList<IReadOnlyList<int>> neighbours, IReadOnlyList<string?> classes)
    {
        List<double> shares = [];
        for (var i = 0; i < neighbours.Count; i++)
        {
            var judged = neighbours[i].Where(other => classes[other] is not null).ToList();
            if (classes[i] is not null && judged.Count > 0)
            {
                shares.Add((double)judged.Count(other => classes[other] == classes[i]) / judged.Count);
            }
        }

        return shares.Count == 0 ? null : shares.Average();
    }

    /// <summary>Mean share of neighbours that two encoders agree on; 1 for one with itself.</summary>
    public static double Agreement(IReadOnlyList<IReadOnlyList<int>> one, IReadOnlyList<IReadOnlyList<int>> other)
    {
        List<double> shares = [];
        for (var i = 0; i < one.Count; i++)
        {
            if (one[i].Count > 0 && other[i].Count > 0)
            {
                shares.Add((double)one[i].Intersect(other[i]).Count() / Math.Min(one[i].Count, other[i].Count));
            }
        }

        return shares.Count == 0 ? 0 : shares.Average();
    }
}

using System.Numerics.Tensors;

namespace Cluster.Domain.Retrieval;

/// <summary>Keeps one of several answers that show the same picture: the best, which then tells how many others it stands for.</summary>
public static class DuplicateCollapse
{
    /// <summary>The answers left, in the order given, each with the number of later ones that it stands for.</summary>
    /// <param name="ordered">Answers, the best first, each with its unit-length vector.</param>
    /// <param name="above">The cosine from which on two pictures are the same, above 0 and at most 1.</param>
    /// <param name="sameness">What two answers have in common that are the same to the byte, such as a content hash; null where it is not known.</param>
    /// <exception cref="ArgumentException">An answer has no vector.</exception>
    public static IReadOnlyList<(ScoredPoint Point, int Duplicates)> Collapse(IEnumerable<ScoredPoint> ordered, float above, Func<ScoredPoint, string?> sameness)
    {
        var kept = new List<(ScoredPoint Point, int Duplicates)>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var point in ordered)
        {
            var same = sameness(point);
            var place = same is not null && places.TryGetValue(same, out var known) ? known : PlaceOf(kept, point, above);
            if (place >= 0)
            {
                kept[place] = (kept[place].Point, kept[place].Duplicates + 1);
            }
            else
            {
                place = kept.Count;
                kept.Add((point, 0));
            }

            if (same is not null)
            {
                places.TryAdd(same, place);
            }
        }

        return kept;
    }

    private static int PlaceOf(List<(ScoredPoint Point, int Duplicates)> kept, ScoredPoint point, float above)
    {
        var vector = VectorOf(point);
        return kept.FindIndex(other => TensorPrimitives.Dot(VectorOf(other.Point).Span, vector.Span) >= above);
    }

    private static ReadOnlyMemory<float> VectorOf(ScoredPoint point) => point.Vector ?? throw new ArgumentException($"Answer {point.Id} has no vector.");
}

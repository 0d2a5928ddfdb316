using System.Numerics.Tensors;
using Cluster.Domain.Retrieval;

namespace Cluster.Domain.Recommendations;

/// <summary>Chooses answers that are near the query and unlike one another (Carbonell and Goldstein, 1998).</summary>
/// <remarks>
/// Every step takes the candidate with the largest (1 - diversity) relevance - diversity (similarity to the nearest one chosen); equal
/// ones by <see cref="ScoreOrder"/>, so that the choice depends on the set of candidates alone, never on their order.
/// </remarks>
public static class MaximalMarginalRelevance
{
    /// <summary>The chosen candidates in the order of choice, with their own relevance as score.</summary>
    /// <param name="candidates">Candidates with relevance as score and a unit-length vector each.</param>
    /// <param name="diversity">0 (relevance alone) to 1 (difference alone).</param>
    /// <param name="limit">How many to choose.</param>
    /// <exception cref="ArgumentException">A candidate has no vector.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="diversity"/> is outside 0 to 1, or <paramref name="limit"/> below 0.</exception>
    public static IReadOnlyList<ScoredPoint> Choose(IReadOnlyList<ScoredPoint> candidates, float diversity, int limit)
    {
        if (diversity is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(diversity), diversity, "Diversity lies between 0 and 1.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        var left = candidates.ToArray();
        Array.Sort(left, ScoreOrder.Instance);
        var vectors = Array.ConvertAll(left, static c => c.Vector ?? throw new ArgumentException($"Candidate {c.Id} has no vector."));
        var nearest = new float[left.Length];
        Array.Fill(nearest, float.NegativeInfinity);
        var taken = new bool[left.Length];
        var chosen = new List<ScoredPoint>(Math.Min(limit, left.Length));
        while (chosen.Count < limit && chosen.Count < left.Length)
        {
            var best = Best(left, nearest, taken, diversity);
            taken[best] = true;
            chosen.Add(left[best]);
            for (var i = 0; i < left.Length; i++)
            {
                nearest[i] = taken[i] ? nearest[i] : MathF.Max(nearest[i], TensorPrimitives.Dot(vectors[i].Span, vectors[best].Span));
            }
        }

        return chosen;
    }

    // The candidates stand in score order, so taking only a strictly larger value keeps the first of equals.
    private static int Best(ScoredPoint[] candidates, float[] nearest, bool[] taken, float diversity)
    {
        var best = -1;
        var bestValue = float.NegativeInfinity;
        for (var i = 0; i < candidates.Length; i++)
        {
            if (taken[i])
            {
                continue;
            }

            // The first choice has nothing to differ from: relevance alone decides.
            var value = float.IsNegativeInfinity(nearest[i])
                ? candidates[i].Score
                : ((1 - diversity) * candidates[i].Score) - (diversity * nearest[i]);
            if (best < 0 || value > bestValue)
            {
                (best, bestValue) = (i, value);
            }
        }

        return best;
    }
}

using System.Numerics.Tensors;
using Cluster.Domain.Recommendations;

namespace Cluster.Domain.Shoppers;

/// <summary>
/// A handful of interests instead of one mean, which would lie between a shopper's tastes, where nothing is. Immutable; bounded by
/// <see cref="InterestRules.MaxModes"/>.
/// </summary>
/// <remarks>
/// An item joins the nearest interest if it is as alike as <see cref="InterestRules.SameInterest"/>, else it begins one; with one too many, the two nearest
/// (centroid linkage) become one. Weights halve every <see cref="InterestRules.HalfLife"/>, so that what was loved last year gives way.
/// </remarks>
public static class Interests
{
    /// <summary>The interests after an item was met.</summary>
    /// <param name="modes">The interests before.</param>
    /// <param name="item">The item's vector, of unit length.</param>
    /// <param name="strength">How much the event counts, above 0.</param>
    /// <param name="at">When it happened. Events may come in any order.</param>
    public static IReadOnlyList<InterestMode> Meet(IReadOnlyList<InterestMode> modes, ReadOnlyMemory<float> item, float strength, DateTimeOffset at)
    {
        var met = new InterestMode(item, strength, at);
        var (nearest, similarity) = NearestTo(modes, met);
        if (nearest >= 0 && similarity >= InterestRules.SameInterest)
        {
            return [.. modes.Select((mode, i) => i == nearest ? Merge(mode, met) : mode)];
        }

        return AtMost([.. modes, met], InterestRules.MaxModes);
    }

    /// <summary>The same interests as at most <paramref name="count"/>: the nearest become one, so that a small interest apart from all others stays.</summary>
    public static IReadOnlyList<InterestMode> AtMost(IReadOnlyList<InterestMode> modes, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        while (modes.Count > count)
        {
            modes = MergeNearest(modes);
        }

        return modes;
    }

    /// <summary>One interest out of two, between them by what they weigh at the later of their times.</summary>
    public static InterestMode Merge(InterestMode one, InterestMode other)
    {
        var at = one.At > other.At ? one.At : other.At;
        var (weight, otherWeight) = (one.WeightAt(at), other.WeightAt(at));
        var sum = new float[one.Direction.Length];
        TensorPrimitives.Multiply(one.Direction.Span, weight, sum);
        TensorPrimitives.MultiplyAdd(other.Direction.Span, otherWeight, sum, sum);
        ScoreFormulas.Normalise(sum);

        // Opposites of the same weight cancel out; then the later one stays.
        var direction = TensorPrimitives.SumOfSquares<float>(sum) > 0.5f ? sum : (one.At > other.At ? one : other).Direction;
        return new InterestMode(direction, weight + otherWeight, at);
    }

    private static (int Place, float Similarity) NearestTo(IReadOnlyList<InterestMode> modes, InterestMode met)
    {
        var (place, best) = (-1, float.NegativeInfinity);
        for (var i = 0; i < modes.Count; i++)
        {
            var similarity = TensorPrimitives.Dot(modes[i].Direction.Span, met.Direction.Span);
            (place, best) = similarity > best ? (i, similarity) : (place, best);
        }

        return (place, best);
    }

    private static IReadOnlyList<InterestMode> MergeNearest(IReadOnlyList<InterestMode> modes)
    {
        var (first, second, best) = (0, 1, float.NegativeInfinity);
        for (var i = 0; i < modes.Count; i++)
        {
            for (var j = i + 1; j < modes.Count; j++)
            {
                var similarity = TensorPrimitives.Dot(modes[i].Direction.Span, modes[j].Direction.Span);
                (first, second, best) = similarity > best ? (i, j, similarity) : (first, second, best);
            }
        }

        return [.. modes.Select((mode, i) => i == first ? Merge(mode, modes[second]) : mode).Where((_, i) => i != second)];
    }
}
